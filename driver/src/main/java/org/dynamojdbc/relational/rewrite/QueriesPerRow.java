package org.dynamojdbc.relational.rewrite;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlQuantifyOperator;

/**
 * Makes {@link QueryPerRow} of sub-queries that no join can be made of. Outer rows reach a query as operands only, so that
 * whatever rules do with the expression around it, it finds them.
 */
public final class QueriesPerRow {
    private final RelOptCluster cluster;
    private final UnaryOperator<RelNode> optimised;

    /** @param optimised what makes a better query of one whose sub-queries are gone */
    public QueriesPerRow(RelOptCluster cluster, UnaryOperator<RelNode> optimised) {
        this.cluster = cluster;
        this.optimised = optimised;
    }

    /** The same rows, without sub-queries in expressions. */
    public RelNode in(RelNode rel) {
        return rel.accept(new RelHomogeneousShuttle() {
            @Override
            public RelNode visit(RelNode given) {
                return here(super.visit(given));
            }
        });
    }

    /** The same operator, without sub-queries in its expressions. */
    RelNode here(RelNode rel) {
        RelNode plain = rel.accept(each(rel.getVariablesSet()));
        // Calcite refuses right joins that give sub-queries their row, even where there is none any more.
        return plain instanceof LogicalJoin join && !join.getVariablesSet().isEmpty()
                ? LogicalJoin.create(
                        join.getLeft(),
                        join.getRight(),
                        join.getHints(),
                        join.getCondition(),
                        Set.of(),
                        join.getJoinType())
                : plain;
    }

    /** A sub-query of an operator's expression, and those in its operands. */
    RexNode of(RexSubQuery query, Set<CorrelationId> own) {
        return query.accept(each(own));
    }

    private RexShuttle each(Set<CorrelationId> own) {
        return new RexShuttle() {
            @Override
            public RexNode visitSubQuery(RexSubQuery given) {
                return call((RexSubQuery) super.visitSubQuery(given), own);
            }
        };
    }

    /** The same rows, sub-queries without FROM being the expressions they give. */
    public static RelNode inlined(RelNode rel) {
        return rel.accept(new RelHomogeneousShuttle() {
            @Override
            public RelNode visit(RelNode given) {
                RelNode visited = super.visit(given);
                Set<CorrelationId> own = visited.getVariablesSet();
                return visited.accept(new RexShuttle() {
                    @Override
                    public RexNode visitSubQuery(RexSubQuery given) {
                        RexSubQuery query = (RexSubQuery) super.visitSubQuery(given);
                        RelNode inner = inlined(query.rel);
                        return inner instanceof Project project
                                        && query.getKind() == SqlKind.SCALAR_QUERY
                                        && project.getInput() instanceof Values values
                                        && values.getTuples().size() == 1
                                        && project.getProjects().get(0) instanceof RexFieldAccess access
                                        && access.getReferenceExpr() instanceof RexCorrelVariable variable
                                        && !own.contains(variable.id)
                                ? access
                                : inner.equals(query.rel) ? query : query.clone(inner);
                    }
                });
            }
        });
    }

    private RexNode call(RexSubQuery query, Set<CorrelationId> own) {
        RelNode plain = in(query.rel);
        Map<String, RexNode> values = new LinkedHashMap<>();
        Set<CorrelationId> bound = bound(plain);
        AtomicBoolean repeatable = new AtomicBoolean(true);
        plain.accept(new EachExpression(new RexShuttle() {
            @Override
            public RexNode visitFieldAccess(RexFieldAccess access) {
                if (access.getReferenceExpr() instanceof RexCorrelVariable variable && !bound.contains(variable.id)) {
                    values.computeIfAbsent(
                            access.toString(),
                            k -> own.contains(variable.id)
                                    ? cluster.getRexBuilder()
                                            .makeInputRef(
                                                    access.getType(),
                                                    access.getField().getIndex())
                                    : access);
                }
                return access;
            }

            @Override
            public RexNode visitCall(RexCall call) {
                if (!call.getOperator().isDeterministic()) {
                    repeatable.set(false);
                }
                return super.visitCall(call);
            }
        }));
        List<String> names = List.copyOf(values.keySet());
        RelDataType row = cluster.getTypeFactory()
                .createStructType(values.values().stream().map(RexNode::getType).toList(), fieldNames(names));
        CorrelationId outer = cluster.createCorrel();
        RexNode variable = cluster.getRexBuilder().makeCorrel(row, outer);
        RelNode rel = plain.accept(new EachExpression(new RexShuttle() {
            @Override
            public RexNode visitFieldAccess(RexFieldAccess access) {
                int field = names.indexOf(access.toString());
                return access.getReferenceExpr() instanceof RexCorrelVariable && field >= 0
                        ? cluster.getRexBuilder().makeFieldAccess(variable, field)
                        : access;
            }
        }));
        List<RexNode> operands = new ArrayList<>(values.values());
        operands.addAll(query.getOperands());
        QueryPerRow operator = new QueryPerRow(
                test(query),
                comparison(query),
                optimised.apply(enough(query, rel)),
                outer,
                names.size(),
                repeatable.get());
        return cluster.getRexBuilder().makeCall(query.getType(), operator, operands);
    }

    /** The first row is enough to know that there are any. */
    private RelNode enough(RexSubQuery query, RelNode rel) {
        return query.getKind() == SqlKind.EXISTS
                ? LogicalSort.create(
                        rel, RelCollations.EMPTY, null, cluster.getRexBuilder().makeExactLiteral(BigDecimal.ONE))
                : rel;
    }

    /** Names of columns, which EXPLAIN shows; the number keeps them apart. */
    private static List<String> fieldNames(List<String> accesses) {
        List<String> names = new ArrayList<>();
        for (String access : accesses) {
            String name = access.substring(access.lastIndexOf('.') + 1);
            names.add(names.contains(name) ? name + "#" + names.size() : name);
        }
        return names;
    }

    private static QueryPerRow.Test test(RexSubQuery query) {
        return switch (query.getKind()) {
            case EXISTS -> QueryPerRow.Test.EXISTS;
            case SCALAR_QUERY -> QueryPerRow.Test.VALUE;
            case IN, SOME -> QueryPerRow.Test.ANY;
            default -> throw new IllegalStateException("sub-query of kind " + query.getKind());
        };
    }

    private static SqlKind comparison(RexSubQuery query) {
        return query.op instanceof SqlQuantifyOperator quantified ? quantified.comparisonKind : SqlKind.EQUALS;
    }

    /** Variables that the operators of a query themselves give values to. */
    private static Set<CorrelationId> bound(RelNode rel) {
        Set<CorrelationId> bound = new java.util.HashSet<>();
        rel.accept(new RelHomogeneousShuttle() {
            @Override
            public RelNode visit(RelNode given) {
                if (given instanceof Correlate correlate) {
                    bound.add(correlate.getCorrelationId());
                }
                return super.visit(given);
            }
        });
        return bound;
    }

    /** Applies a shuttle to the expressions of all operators. */
    private static final class EachExpression extends RelHomogeneousShuttle {
        private final RexShuttle expressions;

        EachExpression(RexShuttle expressions) {
            this.expressions = expressions;
        }

        @Override
        public RelNode visit(RelNode given) {
            return super.visit(given).accept(expressions);
        }
    }
}
