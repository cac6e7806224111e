package org.dynamojdbc.relational.rewrite;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.sql.SqlKind;

/**
 * The shapes of correlated queries that decorrelation is known to keep the rows of: conditions on the outer row in WHERE, joins
 * of tables below it, and at most one aggregate, at the top, without GROUP BY. Of aggregates of aggregates, HAVING, windows, nested
 * correlated queries and columns computed from the outer row it makes joins that lose or repeat rows.
 */
final class DecorrelatedShapes {
    private DecorrelatedShapes() {}

    /** @param own the outer row of the operator that the query belongs to */
    static boolean contain(RexSubQuery query, Set<CorrelationId> own) {
        if (!own.containsAll(RelOptUtil.getVariablesUsed(query.rel))) {
            return false;
        }
        RelNode rel = query.rel;
        while (rel instanceof Project project && isPlain(project) && !looksOut(project.getProjects())) {
            rel = project.getInput();
        }
        if (rel instanceof Aggregate aggregate && query.getKind() == SqlKind.SCALAR_QUERY) {
            return aggregate.getGroupType() == Aggregate.Group.SIMPLE
                    && aggregate.getGroupSet().isEmpty()
                    && isRows(aggregate.getInput());
        }
        return isRows(rel);
    }

    /** Whether a query of FROM that looks at the rows beside it holds nothing that decorrelation gets wrong. */
    static boolean containsLaterals(RelNode rel) {
        if (rel instanceof Correlate correlate && !isWithoutQueries(correlate.getRight())) {
            return false;
        }
        return rel.getInputs().stream().allMatch(DecorrelatedShapes::containsLaterals);
    }

    private static boolean isWithoutQueries(RelNode rel) {
        boolean over = rel instanceof Project project && project.containsOver();
        return !over && !hasSubQueries(rel) && rel.getInputs().stream().allMatch(DecorrelatedShapes::isWithoutQueries);
    }

    private static boolean hasSubQueries(RelNode rel) {
        if (rel instanceof Project project) {
            return project.getProjects().stream().anyMatch(node -> RexUtil.SubQueryFinder.find(node) != null);
        }
        if (rel instanceof Filter filter) {
            return RexUtil.SubQueryFinder.find(filter.getCondition()) != null;
        }
        return rel instanceof Join join && RexUtil.SubQueryFinder.find(join.getCondition()) != null;
    }

    /** Joins and conditions, which alone look at the outer row. */
    private static boolean isRows(RelNode rel) {
        if (RelOptUtil.getVariablesUsed(rel).isEmpty()) {
            return true;
        }
        if (rel instanceof Filter filter) {
            List<RexNode> terms = RelOptUtil.conjunctions(filter.getCondition());
            return terms.stream().noneMatch(DecorrelatedShapes::isNested)
                    && areEachOnce(terms)
                    && isRows(filter.getInput());
        }
        if (rel instanceof Project project) {
            return isPlain(project) && !looksOut(project.getProjects()) && isRows(project.getInput());
        }
        if (rel instanceof Sort sort && sort.fetch == null && sort.offset == null) {
            return isRows(sort.getInput());
        }
        return rel instanceof Join join
                && join.getJoinType() == JoinRelType.INNER
                && !looksOut(List.of(join.getCondition()))
                && join.getInputs().stream().allMatch(DecorrelatedShapes::isRows);
    }

    private static boolean isPlain(Project project) {
        return !project.containsOver() && project.getProjects().stream().noneMatch(DecorrelatedShapes::isNested);
    }

    /** A column that equals two outer ones makes them one for decorrelation, which then repeats rows. */
    private static boolean areEachOnce(List<RexNode> terms) {
        Set<String> seen = new HashSet<>();
        for (RexNode term : terms) {
            if (term instanceof RexCall call && call.getKind() == SqlKind.EQUALS && RexUtil.containsCorrelation(call)) {
                for (RexNode operand : call.getOperands()) {
                    boolean column = operand instanceof RexInputRef || operand instanceof RexFieldAccess;
                    if (column && !seen.add(operand.toString())) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private static boolean looksOut(List<RexNode> nodes) {
        return nodes.stream().anyMatch(node -> RexUtil.containsCorrelation(node) || isNested(node));
    }

    /** Whether a query inside looks at an outer row. */
    private static boolean isNested(RexNode node) {
        boolean[] nested = {false};
        node.accept(new RexVisitorImpl<Void>(true) {
            @Override
            public Void visitSubQuery(RexSubQuery query) {
                nested[0] |= !RelOptUtil.getVariablesUsed(query.rel).isEmpty();
                return super.visitSubQuery(query);
            }

            @Override
            public Void visitCall(RexCall call) {
                nested[0] |= call.getOperator() instanceof QueryPerRow;
                return super.visitCall(call);
            }
        });
        return nested[0];
    }
}
