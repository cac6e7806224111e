package org.dynamojdbc.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes random queries over {@link ReferenceTables} whose sub-queries, several and nested, look at the rows of any query around
 * them: in the list, in WHERE, in ON, beside aggregates and compared with each other.
 */
final class RandomNestedQueries {
    private static final List<List<String>> NUMBERS = List.of(List.of("a", "b"), List.of("o", "a"), List.of("n"));
    private static final List<List<String>> WORDS =
            List.of(List.of("id", "s", "g"), List.of("k", "s"), List.of("id", "item"));
    private static final List<String> TABLES = List.of("items", "parts", "refs");
    private static final List<String> KEYS = List.of("@.id", "@.k, @.o", "@.id");

    private final Random random;
    private int aliases;
    /** The reference engine takes an outer column beside an aggregate for one of the outer query's groups. */
    private boolean groups;

    RandomNestedQueries(Random random) {
        this.random = random;
    }

    /** A table in FROM. */
    private record Row(int table, String alias) {
        String sql() {
            return TABLES.get(table) + " " + alias;
        }

        String key() {
            return KEYS.get(table).replace("@", alias);
        }
    }

    /** The rows that an expression can look at, from the outermost to its own. */
    private record Rows(List<Row> all) {
        Rows with(Row row) {
            List<Row> more = new ArrayList<>(all);
            more.add(row);
            return new Rows(more);
        }

        Row own() {
            return all.get(all.size() - 1);
        }

        Rows around() {
            return all.size() > 1 ? new Rows(all.subList(0, all.size() - 1)) : this;
        }
    }

    String query() {
        aliases = 0;
        double form = random.nextDouble();
        groups = form < 0.12;
        Row first = row();
        Rows rows = new Rows(List.of(first));
        String from = first.sql();
        String key = first.key();
        if (chance(0.4)) {
            Row second = row();
            Rows both = rows.with(second);
            String kind = pick(List.of("JOIN", "LEFT JOIN", "LEFT JOIN", "RIGHT JOIN"));
            from += " " + kind + " " + second.sql() + " ON " + condition(both, 1, 2);
            key += ", " + second.key();
            rows = both;
        }
        String where = " WHERE " + condition(rows, 2, 2);
        if (groups) {
            String group = number(rows);
            return "SELECT " + group + ", " + pick(List.of("COUNT(*)", "MAX(" + number(rows) + ")")) + " FROM " + from
                    + where + " GROUP BY " + group + " HAVING COUNT(*) > " + random.nextInt(2);
        }
        if (form < 0.22) {
            return "SELECT DISTINCT " + value(rows, 2) + ", " + value(rows, 1) + " FROM " + from + where;
        }
        String listed = chance(0.4)
                ? scalar(rows, 2)
                : chance(0.4) ? "CASE WHEN " + test(rows, 1) + " THEN 1 ELSE 0 END" : value(rows, 1);
        return "SELECT " + key + ", " + listed + " FROM " + from + where;
    }

    private Row row() {
        return new Row(random.nextInt(TABLES.size()), "q" + aliases++);
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    private <T> T pick(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }

    private String number(Rows rows) {
        List<Row> all = rows.all();
        Row row = pick(chance(0.7) ? all.subList(Math.max(0, all.size() - 2), all.size()) : all);
        return row.alias() + "." + pick(NUMBERS.get(row.table()));
    }

    private String ownNumber(Rows rows) {
        return rows.own().alias() + "." + pick(NUMBERS.get(rows.own().table()));
    }

    private String word(Rows rows) {
        Row row = pick(rows.all());
        return row.alias() + "." + pick(WORDS.get(row.table()));
    }

    private String aggregate(Rows rows) {
        return pick(List.of("MAX(@)", "MIN(@)", "COUNT(*)", "COUNT(@)", "SUM(@)", "COUNT(DISTINCT @)"))
                .replace("@", ownNumber(rows));
    }

    private String value(Rows rows, int depth) {
        double form = random.nextDouble();
        if (form < 0.5 || depth == 0) {
            return number(rows);
        }
        if (form < 0.65) {
            return Integer.toString(random.nextInt(6));
        }
        return form < 0.75 ? number(rows) + pick(List.of(" + ", " - ")) + "1" : scalar(rows, depth - 1);
    }

    private String scalar(Rows outer, int depth) {
        Row row = row();
        Rows rows = outer.with(row);
        double form = random.nextDouble();
        if (form < 0.6) {
            return "(SELECT " + aggregate(rows) + " FROM " + row.sql() + " WHERE " + condition(rows, depth, 2) + ")";
        }
        if (form < 0.8 || groups) {
            return "(SELECT " + ownNumber(rows) + " FROM " + row.sql() + " WHERE " + condition(rows, depth, 2)
                    + " ORDER BY 1 NULLS FIRST LIMIT 1)";
        }
        return "(SELECT COALESCE(MAX(" + ownNumber(rows) + "), 0) + " + number(outer) + " FROM " + row.sql() + " WHERE "
                + condition(rows, depth, 1) + ")";
    }

    /** EXISTS or IN. */
    private String test(Rows outer, int depth) {
        Row row = row();
        Rows rows = outer.with(row);
        String where = " FROM " + row.sql() + " WHERE " + condition(rows, Math.max(0, depth - 1), 2);
        if (chance(0.5)) {
            return pick(List.of("EXISTS (SELECT 1", "NOT EXISTS (SELECT 1")) + where + ")";
        }
        String compared = depth > 1 && chance(0.1) ? scalar(outer, 0) : number(outer);
        return compared + pick(List.of(" IN", " NOT IN", " >= ALL", " < ANY")) + " (SELECT " + ownNumber(rows) + where
                + ")";
    }

    private String term(Rows rows, int depth) {
        double form = random.nextDouble();
        if (form < 0.4) {
            return ownNumber(rows) + " " + pick(List.of("=", "=", "=", "<", ">=", "<>")) + " "
                    + value(chance(0.8) ? rows.around() : rows, depth);
        }
        if (form < 0.5) {
            return word(rows) + " = " + word(rows);
        }
        if (form < 0.56) {
            return number(rows) + pick(List.of(" IS NULL", " IS NOT NULL"));
        }
        if (form < 0.62) {
            return number(rows) + pick(List.of(" IS DISTINCT FROM ", " IS NOT DISTINCT FROM ")) + value(rows, depth);
        }
        if (form < 0.7) {
            return "(" + term(rows, depth) + pick(List.of(" OR ", " AND ")) + term(rows, depth) + ")";
        }
        return depth > 0 ? test(rows, depth) : number(rows) + " = " + number(rows);
    }

    private String condition(Rows rows, int depth, int most) {
        StringBuilder condition = new StringBuilder(term(rows, depth));
        for (int i = random.nextInt(most); i > 0; i--) {
            condition.append(" AND ").append(term(rows, depth));
        }
        return condition.toString();
    }
}
