package org.dynamojdbc.relational.sql;

import java.util.List;
import java.util.Map;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.dynamojdbc.catalog.Catalog;
import org.dynamojdbc.relational.function.SqlTypes;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.tree.Query;

/**
 * A query as Calcite's tree.
 *
 * @param labels names of the result columns, in their order
 * @param leaves the table reads the tree mentions by name
 */
public record Translation(SqlNode node, List<String> labels, List<Leaf> leaves) {
    private static final SqlParserPos NOWHERE = SqlParserPos.ZERO;
    private static final String EXCLUDED = "excluded";

    /** A table read and the name the tree calls it by. */
    public record Leaf(String name, LeafTable table) {}

    /**
     * Translates an expression over one item: as the only column of a SELECT from the table.
     *
     * @param qualifier what the statement calls the table
     * @param excluded whether another item of the table, which is called excluded, may be named too
     * @throws org.dynamojdbc.error.SqlFailure when a name is unknown, a construct is not supported, or rows of other items
     *     are asked for
     */
    public static Translation ofItem(
            Expression expression, String table, String qualifier, boolean excluded, Catalog catalog, SqlTypes types) {
        StatementNames names = new StatementNames(catalog, types);
        names.refuseQueries();
        Scope around = null;
        SqlNode from;
        LeafTable leaf = names.leaf(table, null, qualifier, expression.position());
        from = new SqlIdentifier(leaf.name(), NOWHERE);
        if (excluded) {
            around = new Scope(null, names.literals());
            LeafTable other = names.leaf(table, null, EXCLUDED, expression.position());
            around.add(new Source.OfTable(other, EXCLUDED, catalog));
            from = RelationTranslator.cross(from, new SqlIdentifier(other.name(), NOWHERE), NOWHERE);
        }
        Scope scope = new Scope(around, names.literals());
        scope.add(new Source.OfTable(leaf, qualifier, catalog));
        SqlNode value = expression.accept(
                new ExpressionTranslator(scope, new CommonTables(null), new QueryTranslator(names), Map.of()));
        SqlNode column = SqlStdOperatorTable.AS.createCall(NOWHERE, value, new SqlIdentifier("c0", NOWHERE));
        return new Translation(
                QueryTranslator.select(new SqlNodeList(List.of(column), NOWHERE), from, null),
                List.of("c0"),
                names.leaves().stream().map(l -> new Leaf(l.name(), l)).toList());
    }

    /**
     * Translates a query.
     *
     * @throws org.dynamojdbc.error.SqlFailure when a name is unknown or ambiguous, or a construct is not supported
     */
    public static Translation of(Query query, Catalog catalog, SqlTypes types) {
        StatementNames names = new StatementNames(catalog, types);
        QueryTranslator.Translated translated = new QueryTranslator(names).query(query, null, new CommonTables(null));
        names.checkHints();
        return new Translation(
                translated.node(),
                List.copyOf(translated.labels()),
                names.leaves().stream().map(l -> new Leaf(l.name(), l)).toList());
    }
}
