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
            add(value, selected.alias() == null ? "column" + (columns.size() + 1) : selected.alias(), columns, row);
        }
        return new Plan.Constant(columns, List.of(row));
    }

    private static void add(
            AttributeValue value, String label, List<OutputColumn> columns, Map<String, AttributeValue> row) {
        String root = "column" + (columns.size() + 1);
        columns.add(new OutputColumn(
                label, label, AttributePath.of(root), null, ColumnType.of(AttributeType.of(value)), "", true));
        row.put(root, value);
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
