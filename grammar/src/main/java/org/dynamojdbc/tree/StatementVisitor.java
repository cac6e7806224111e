package org.dynamojdbc.tree;

/** One method per kind of {@link Statement}. */
public interface StatementVisitor<R> {
    R visitQueryStatement(Statement.QueryStatement node);

    R visitInsert(Statement.Insert node);

    R visitUpdate(Statement.Update node);

    R visitDelete(Statement.Delete node);

    R visitCreateTable(Statement.CreateTable node);

    R visitDropTable(Statement.DropTable node);

    R visitTruncateTable(Statement.TruncateTable node);

    R visitCreateIndex(Statement.CreateIndex node);

    R visitDropIndex(Statement.DropIndex node);

    R visitAlterTable(Statement.AlterTable node);

    R visitAlterIndex(Statement.AlterIndex node);

    R visitRefreshTable(Statement.RefreshTable node);

    R visitDescribe(Statement.Describe node);

    R visitShow(Statement.Show node);

    R visitSetProperty(Statement.SetProperty node);

    R visitExplain(Statement.Explain node);

    R visitExecutePartiQl(Statement.ExecutePartiQl node);

    R visitAssertExists(Statement.AssertExists node);

    R visitTransactionControl(Statement.TransactionControl node);

    R visitCall(Statement.Call node);
}
