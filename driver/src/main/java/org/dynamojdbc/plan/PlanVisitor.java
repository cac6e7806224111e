package org.dynamojdbc.plan;

/** One method per kind of {@link Plan}. */
public interface PlanVisitor<R> {
    R visitRead(Plan.Read plan);

    R visitCount(Plan.Count plan);

    R visitNearest(Plan.Nearest plan);

    R visitRelational(Plan.Relational plan);

    R visitConstant(Plan.Constant plan);

    R visitWrite(Plan.Write plan);

    R visitWriteEach(Plan.WriteEach plan);

    R visitChange(Plan.Change plan);

    R visitExplain(Plan.Explain plan);

    R visitAssertion(Plan.Assertion plan);

    R visitTransactionControl(Plan.TransactionControl plan);

    R visitPassThrough(Plan.PassThrough plan);

    R visitSetProperty(Plan.SetProperty plan);

    R visitTableStatus(Plan.TableStatus plan);

    R visitTableDefinition(Plan.TableDefinition plan);

    R visitProperties(Plan.Properties plan);
}
