package org.dynamojdbc.relational;

import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.config.CalciteConnectionConfigImpl;
import org.apache.calcite.config.CalciteConnectionProperty;
import org.apache.calcite.config.NullCollation;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.plan.Contexts;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.plan.hep.HepMatchOrder;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.plan.hep.HepProgramBuilder;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.metadata.DefaultRelMetadataProvider;
import org.apache.calcite.rel.metadata.ProxyingMetadataHandlerProvider;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.runtime.CalciteException;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorUtil;
import org.apache.calcite.sql2rel.RelFieldTrimmer;
import org.apache.calcite.sql2rel.SqlToRelConverter;
import org.apache.calcite.sql2rel.StandardConvertletTable;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.tools.RelBuilderFactory;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.relational.function.SqlTypes;
import org.dynamojdbc.relational.rewrite.Alternatives;
import org.dynamojdbc.relational.rewrite.ComparedMoments;
import org.dynamojdbc.relational.rewrite.JoinOrder;
import org.dynamojdbc.relational.rewrite.OuterRows;
import org.dynamojdbc.relational.rewrite.QueriesPerRow;
import org.dynamojdbc.relational.rewrite.SemiJoins;
import org.dynamojdbc.relational.rewrite.UnsafeSubQueries;
import org.dynamojdbc.relational.sql.Translation;

/**
 * Calcite's part: validates a translated query, makes relational algebra of it, and rewrites that: sub-queries become
 * joins, conditions move down to the table reads, joins are put in order, columns nobody needs are dropped.
 *
 * <p>Calcite's own simplification of expressions stays off: it takes the values of a column to be of the column's type,
 * which here nothing guarantees.
 */
final class Algebra {
    private static final int MOST_MATCHES = 100_000;
    private static final Pattern RELATION = Pattern.compile("\\br\\d+\\.|`r\\d+`\\.");
    private static final Pattern UNGROUPED = Pattern.compile("Expression '(.*)' is not being grouped");
    /** Of an aggregate in a sub-query, whose argument is a column of the outer query as well. */
    private static final Pattern NO_GROUP = Pattern.compile("Identifier '(.*)' is not a group expr");

    private static final Pattern OUTPUT = Pattern.compile("at line \\d+, column \\d+: ");

    /** Rules that build expressions build them by this, or they would simplify them. */
    private static final RelBuilderFactory PLAIN = RelBuilder.proto(Contexts.of(plain(RelBuilder.Config.DEFAULT)));

    private static final List<RelOptRule> SUB_QUERIES = plain(
            CoreRules.FILTER_SUB_QUERY_TO_CORRELATE,
            CoreRules.PROJECT_SUB_QUERY_TO_CORRELATE,
            CoreRules.JOIN_SUB_QUERY_TO_CORRELATE);

    private static final List<RelOptRule> MOVE_CONDITIONS = plain(
            CoreRules.FILTER_INTO_JOIN,
            CoreRules.JOIN_CONDITION_PUSH,
            CoreRules.FILTER_PROJECT_TRANSPOSE,
            CoreRules.FILTER_AGGREGATE_TRANSPOSE,
            CoreRules.FILTER_SET_OP_TRANSPOSE,
            CoreRules.FILTER_CORRELATE,
            CoreRules.FILTER_MERGE,
            CoreRules.PROJECT_MERGE,
            CoreRules.PROJECT_REMOVE);

    /** Outer joins stay where the statement put them: reordered among others they lose rows. */
    private static final RelRule<?> INNER_JOINS = (RelRule<?>) CoreRules.JOIN_TO_MULTI_JOIN
            .config
            .withOperandSupplier(operand -> operand.operand(LogicalJoin.class)
                    .predicate(join -> join.getJoinType() == JoinRelType.INNER)
                    .inputs(left -> left.operand(RelNode.class).anyInputs(), right -> right.operand(RelNode.class)
                            .anyInputs()))
            .toRule();

    private static final List<RelOptRule> GATHER_JOINS =
            plain(INNER_JOINS, CoreRules.PROJECT_MULTI_JOIN_MERGE, CoreRules.FILTER_MULTI_JOIN_MERGE);

    private final SqlTypes types;
    private final SubQueries subQueries;

    /** What becomes of sub-queries. */
    enum SubQueries {
        /** Joins, where they give the same rows. */
        AS_JOINS,
        /** Queries that are run for each row: dear, and simple enough to check the joins by. */
        PER_ROW
    }

    Algebra(SqlTypes types, SubQueries subQueries) {
        this.types = types;
        this.subQueries = subQueries;
    }

    /** The optimised algebra of a query. */
    RelRoot of(Translation translation) {
        return guarded(() -> {
            RelRoot root = converted(translation);
            return root.withRel(rewritten(root.rel, root.rel.getCluster()));
        });
    }

    /** The algebra of an expression over items, as it was written. */
    RelNode ofItem(Translation translation) {
        return guarded(() -> converted(translation).rel);
    }

    private static <T> T guarded(Supplier<T> work) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(Algebra.class.getClassLoader());
        try {
            return work.get();
        } catch (CalciteContextException refused) {
            throw refusal(refused);
        } catch (CalciteException | UnsupportedOperationException refused) {
            throw new SqlFailure(
                    SqlState.FEATURE_NOT_SUPPORTED, "the query is not supported: " + shown(refused), refused);
        } catch (AssertionError | ExceptionInInitializerError broken) {
            Matcher ungrouped = NO_GROUP.matcher(shown(broken));
            if (ungrouped.find()) {
                throw new SqlFailure(SqlState.GROUPING_ERROR, ungrouped(ungrouped.group(1)), broken);
            }
            throw new SqlFailure(
                    SqlState.GENERAL, "the relational engine failed on this query: " + shown(broken), broken);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static SqlFailure refusal(CalciteContextException refused) {
        Throwable cause = refused.getCause() == null ? refused : refused.getCause();
        String message = shown(cause);
        SqlState state = message.contains("is not being grouped") || message.contains("Aggregate expression")
                ? SqlState.GROUPING_ERROR
                : message.contains("Windowed aggregate") ? SqlState.WINDOWING_ERROR : SqlState.SYNTAX_ERROR;
        String place =
                refused.getPosLine() == 0 ? "" : "line " + refused.getPosLine() + ":" + refused.getPosColumn() + " ";
        return new SqlFailure(state, place + advised(message), refused);
    }

    /** The engine's sentence, or a better one that says what to write. */
    private static String advised(String message) {
        Matcher ungrouped = UNGROUPED.matcher(message);
        if (ungrouped.matches()) {
            return ungrouped(ungrouped.group(1));
        }
        return message.startsWith("Aggregate expressions cannot be nested")
                ? "aggregates cannot be nested; compute the inner one in a sub-query of FROM"
                : message;
    }

    private static String ungrouped(String column) {
        return "'" + column + "' stands neither in GROUP BY nor in an aggregate such as MAX(" + column + ")";
    }

    private static String shown(Throwable thrown) {
        String message = thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
        return OUTPUT.matcher(RELATION.matcher(message).replaceAll("")).replaceAll("");
    }

    private RelRoot converted(Translation translation) {
        CalciteSchema schema = CalciteSchema.createRootSchema(false, false);
        translation.leaves().forEach(leaf -> schema.add(leaf.name(), leaf.table()));
        Properties properties = new Properties();
        properties.setProperty(CalciteConnectionProperty.CASE_SENSITIVE.camelName(), "true");
        CalciteCatalogReader reader =
                new CalciteCatalogReader(schema, List.of(), types, new CalciteConnectionConfigImpl(properties));
        SqlOperatorTable operators = SqlStdOperatorTable.instance();
        SqlValidator validator = SqlValidatorUtil.newValidator(
                operators,
                reader,
                types,
                SqlValidator.Config.DEFAULT
                        .withTypeCoercionEnabled(false)
                        .withCallRewrite(false)
                        .withDefaultNullCollation(NullCollation.HIGH)
                        .withConformance(SqlConformanceEnum.LENIENT));
        SqlNode valid = validator.validate(translation.node());
        HepPlanner planner = planner(List.of(), HepMatchOrder.ARBITRARY);
        RelOptCluster cluster = RelOptCluster.create(planner, new RexBuilder(types));
        ProxyingMetadataHandlerProvider handlers =
                new ProxyingMetadataHandlerProvider(DefaultRelMetadataProvider.INSTANCE);
        cluster.setMetadataQuerySupplier(() -> new RelMetadataQuery(handlers));
        SqlToRelConverter converter = new SqlToRelConverter(
                (rowType, query, path, view) -> {
                    throw new UnsupportedOperationException("views");
                },
                validator,
                reader,
                cluster,
                StandardConvertletTable.INSTANCE,
                SqlToRelConverter.config()
                        .withExpand(false)
                        .withTrimUnusedFields(false)
                        .withRemoveSortInSubQuery(false)
                        .withInSubQueryThreshold(Integer.MAX_VALUE)
                        .withRelBuilderConfigTransform(Algebra::unmerged));
        return converter.convertQuery(valid, false, true);
    }

    private static List<RelOptRule> plain(RelRule<?>... rules) {
        return Arrays.stream(rules)
                .map(rule -> rule.config.withRelBuilderFactory(PLAIN).toRule())
                .toList();
    }

    private static RelBuilder.Config plain(RelBuilder.Config config) {
        return config.withSimplify(false)
                .withSimplifyValues(false)
                .withSimplifyLimit(false)
                .withBloat(1_000)
                .withPruneInputOfAggregate(true);
    }

    /**
     * For the conversion from SQL: where a SELECT list has a correlated sub-query, Calcite puts expressions that it merged with
     * the projection below on top of that projection once more.
     */
    private static RelBuilder.Config unmerged(RelBuilder.Config config) {
        return plain(config).withBloat(-1);
    }

    private static HepPlanner planner(List<RelOptRule> rules, HepMatchOrder order) {
        HepProgramBuilder program = HepProgram.builder().addMatchOrder(order).addMatchLimit(MOST_MATCHES);
        program.addRuleCollection(rules);
        return new HepPlanner(program.build(), Contexts.of(plain(RelBuilder.Config.DEFAULT)));
    }

    private static RelNode apply(List<RelOptRule> rules, HepMatchOrder order, RelNode rel) {
        HepPlanner planner = planner(rules, order);
        planner.setRoot(rel);
        return planner.findBestExp();
    }

    private RelNode rewritten(RelNode given, RelOptCluster cluster) {
        RelNode converted = ComparedMoments.in(given);
        RelBuilder builder = PLAIN.create(cluster, null);
        QueriesPerRow perRow = new QueriesPerRow(cluster, query -> moved(query, builder));
        if (subQueries == SubQueries.PER_ROW || !UnsafeSubQueries.areJoinable(converted)) {
            return moved(perRow.in(converted), builder);
        }
        RelNode safe = UnsafeSubQueries.replaced(QueriesPerRow.inlined(converted), builder, perRow);
        RelNode joined = SemiJoins.in(Alternatives.factored(safe));
        return moved(withoutSubQueries(joined, builder, perRow), builder);
    }

    /** Sub-queries as joins where Calcite's rules can make joins of them; all others are run for each row. */
    private static RelNode withoutSubQueries(RelNode rel, RelBuilder builder, QueriesPerRow perRow) {
        try {
            RelNode joined = Decorrelation.of(perRow.in(apply(SUB_QUERIES, HepMatchOrder.ARBITRARY, rel)), builder);
            return RelOptUtil.getVariablesUsed(joined).isEmpty() ? joined : perRow.in(rel);
        } catch (AssertionError | IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException failed) {
            // Among several sub-queries Calcite loses count of columns now and then, and notices.
            return perRow.in(rel);
        }
    }

    private static RelNode moved(RelNode given, RelBuilder builder) {
        RelNode rel = apply(MOVE_CONDITIONS, HepMatchOrder.ARBITRARY, given);
        rel = ordered(rel);
        rel = apply(MOVE_CONDITIONS, HepMatchOrder.ARBITRARY, rel);
        rel = new RelFieldTrimmer(null, builder).trim(OuterRows.noted(rel));
        return RowGoal.nearReads(apply(MOVE_CONDITIONS, HepMatchOrder.ARBITRARY, rel));
    }

    /** Inner joins in the order that reads least, so far as row counts tell. */
    private static RelNode ordered(RelNode rel) {
        return JoinOrder.in(apply(GATHER_JOINS, HepMatchOrder.BOTTOM_UP, rel));
    }
}
