package org.dynamojdbc.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.row.OutputColumn;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.tree.Query;
import org.dynamojdbc.tree.QueryBody;
import org.dynamojdbc.tree.SelectItem;
import org.dynamojdbc.tree.TemporalKind;
import org.dynamojdbc.type.AttributeType;
import org.dynamojdbc.type.ColumnType;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** SELECT without FROM, and VALUES: rows that need no table. */
final class ConstantRows {
    private final Constants constants;

    ConstantRows(Constants constants) {
        this.constants = constants;
    }

    Plan.Constant select(QueryBody.Select select, Query query) {
        if (select.where() != null) {
            throw Planner.notPlanned(query.position(), "WHERE without FROM");
        }
        List<OutputColumn> columns = new ArrayList<>();
        Map<String, AttributeValue> row = new LinkedHashMap<>();
        for (SelectItem item : select.items()) {
            if (!(item instanceof SelectItem.SelectExpression selected)) {
                throw new SqlFailure(SqlState.SYNTAX_ERROR, At.of(item.position()) + "SELECT * needs FROM and a table");
            }
            AttributeValue value = constants.required(selected.expression(), "SELECT without FROM");
            ColumnType type = type(selected.expression(), value);
            add(
                    value,
                    type,
                    selected.alias() == null ? "column" + (columns.size() + 1) : selected.alias(),
                    columns,
                    row);
        }
        return new Plan.Constant(columns, List.of(row));
    }

    private static void add(
            AttributeValue value,
            ColumnType type,
            String label,
            List<OutputColumn> columns,
            Map<String, AttributeValue> row) {
        String root = "column" + (columns.size() + 1);
        columns.add(new OutputColumn(label, label, AttributePath.of(root), null, type, "", true));
        row.put(root, value);
    }

    /** Dates and times are kept as text, but are none to a client. */
    private static ColumnType type(Expression expression, AttributeValue value) {
        TemporalKind kind = expression instanceof Expression.TemporalLiteral literal
                ? literal.kind()
                : expression instanceof Expression.CurrentTime now ? now.kind() : null;
        if (kind == null) {
            return ColumnType.of(AttributeType.of(value));
        }
        return ColumnType.of(
                switch (kind) {
                    case DATE -> ColumnType.Kind.DATE;
                    case TIME -> ColumnType.Kind.TIME;
                    case TIMESTAMP -> value.s().endsWith("Z")
                            ? ColumnType.Kind.TIMESTAMP_TZ
                            : ColumnType.Kind.TIMESTAMP;
                });
    }

    Plan.Constant values(QueryBody.Values values) {
        List<Map<String, AttributeValue>> rows = new ArrayList<>();
        int width = values.rows().get(0).size();
        for (List<Expression> given : values.rows()) {
            if (given.size() != width) {
                throw new SqlFailure(
                        SqlState.SYNTAX_ERROR,
                        At.of(values.position()) + "the rows of VALUES have " + width + " and " + given.size()
                                + " values");
            }
            Map<String, AttributeValue> row = new LinkedHashMap<>();
            for (int i = 0; i < width; i++) {
                row.put("column" + (i + 1), constants.required(given.get(i), "VALUES"));
            }
            rows.add(row);
        }
        List<OutputColumn> columns = new ArrayList<>();
        for (int i = 1; i <= width; i++) {
            String name = "column" + i;
            columns.add(new OutputColumn(name, name, AttributePath.of(name), null, type(rows, name), "", true));
        }
        return new Plan.Constant(columns, rows);
    }

    private static ColumnType type(List<Map<String, AttributeValue>> rows, String column) {
        List<AttributeType> types = rows.stream()
                .map(row -> AttributeType.of(row.getOrDefault(column, Constants.NULL)))
                .filter(type -> type != AttributeType.NULL)
                .distinct()
                .toList();
        return switch (types.size()) {
            case 0 -> ColumnType.of(ColumnType.Kind.VARCHAR);
            case 1 -> ColumnType.of(types.get(0));
            default -> ColumnType.of(ColumnType.Kind.ANY);
        };
    }
}
