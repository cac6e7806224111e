package org.dynamojdbc.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes random queries over {@link ReferenceTables}, in the words that the driver and the reference engine share. */
final class RandomQueries {
    private static final int DEEPEST = 3;

    private final Random random;
    private int aliases;

    RandomQueries(long seed) {
        this.random = new Random(seed);
    }

    /** A relation in FROM and the typed columns it offers, qualified. */
    private record From(String sql, List<String> numbers, List<String> strings) {}

    /** A query in the driver's words and in those of the reference engine, which lacks some. */
    record Pair(String sql, String reference) {}

    Pair pair() {
        aliases = 0;
        return switch (random.nextInt(25)) {
            case 0, 1 -> fullJoin();
            case 2, 3 -> groupingSets();
            case 4 -> countedSets();
            case 5 -> unnested();
            case 6 -> same(listed());
            case 7 -> same(measured());
            case 8 -> same(mistaken());
            case 9, 10, 11, 12, 13, 14 -> same(new RandomNestedQueries(random).query());
            default -> same(query());
        };
    }

    /** INTERSECT ALL and EXCEPT ALL: equal rows are numbered, and those of one number are one row. */
    private Pair countedSets() {
        String left = numbersOnly();
        String right = numbersOnly();
        boolean both = chance(0.5);
        String numbered = "SELECT n0, s0, ROW_NUMBER() OVER (PARTITION BY n0, s0 ORDER BY n0) AS number, ";
        return new Pair(
                left + (both ? " INTERSECT ALL " : " EXCEPT ALL ") + right,
                "SELECT n0, s0 FROM (" + numbered + "1 AS side FROM (" + left + ") l UNION ALL " + numbered
                        + "2 AS side FROM (" + right + ") r) x GROUP BY n0, s0, number HAVING COUNT(*) = "
                        + (both ? "2" : "1 AND MIN(side) = 1"));
    }

    /** The elements of a list, as the rows of a cross join with their numbers. */
    private Pair unnested() {
        String alias = "t" + aliases++;
        From from = new From(
                "items " + alias,
                List.of(alias + ".a", alias + ".b"),
                List.of(alias + ".id", alias + ".s", alias + ".g"));
        List<String> elements = List.of(number(from, DEEPEST), constant(), number(from, DEEPEST));
        From with = new From("", List.of("u.v", "u.i", alias + ".a"), from.strings());
        String where = where(with, DEEPEST);
        String list = "SELECT u.v AS n0, u.i AS n1, " + alias + ".id AS s0 FROM items " + alias + " ";
        String grouped = "SELECT COUNT(u.v) AS n0, SUM(u.v) AS n1, " + alias + ".s AS s0 FROM items " + alias + " ";
        boolean groups = chance(0.4);
        String tail = where + (groups ? " GROUP BY " + alias + ".s" : "");
        String driver = (groups ? grouped : list)
                + pick(List.of("CROSS JOIN ", "JOIN ")).strip();
        boolean cross = driver.endsWith("CROSS JOIN");
        String unnest = " UNNEST([" + String.join(", ", elements) + "]) WITH ORDINALITY AS u(v, i)"
                + (cross ? "" : " ON u.i > 0");
        StringBuilder value = new StringBuilder("CASE u.i");
        for (int i = 0; i < elements.size(); i++) {
            value.append(" WHEN ").append(i + 1).append(" THEN ").append(elements.get(i));
        }
        String reference = (groups ? grouped : list) + "CROSS JOIN (VALUES (1), (2), (3)) u(i)" + tail;
        return new Pair(driver + unnest + tail, reference.replace("u.v", "(" + value + " END)"));
    }

    /** Texts joined in an order. */
    private String listed() {
        From from = chance(0.5) ? table() : from(1);
        String word = pick(from.strings());
        String by = chance(0.5) ? word : word + " DESC";
        String distinct = chance(0.4) ? "DISTINCT " : "";
        String filter = chance(0.4) ? " FILTER (WHERE " + condition(from, DEEPEST) + ")" : "";
        String key = pick(from.strings());
        return "SELECT LISTAGG(" + distinct + word + ", '" + pick(List.of(",", "", "--")) + "') WITHIN GROUP (ORDER BY "
                + by + ")" + filter + " AS n0, " + key + " AS s0 FROM " + from.sql() + where(from, 1) + " GROUP BY "
                + key;
    }

    /** Frames by distances between values. */
    private String measured() {
        From from = chance(0.6) ? table() : from(1);
        String order = pick(from.numbers());
        String function = pick(List.of("SUM(@)", "COUNT(@)", "MIN(@)", "MAX(@)", "COUNT(*)"))
                .replace("@", pick(from.numbers()));
        int low = random.nextInt(3);
        int more = random.nextInt(3);
        String frame = pick(List.of(
                low + " PRECEDING AND " + more + " FOLLOWING",
                low + " PRECEDING AND CURRENT ROW",
                "CURRENT ROW AND " + more + " FOLLOWING",
                (low + more) + " PRECEDING AND " + low + " PRECEDING",
                low + " FOLLOWING AND " + (low + more) + " FOLLOWING",
                "UNBOUNDED PRECEDING AND " + more + " FOLLOWING",
                low + " PRECEDING AND UNBOUNDED FOLLOWING"));
        return "SELECT " + function + " OVER (" + (chance(0.5) ? "PARTITION BY " + pick(from.strings()) + " " : "")
                + "ORDER BY " + order + (chance(0.5) ? " DESC" : "") + (chance(0.5) ? " NULLS FIRST" : " NULLS LAST")
                + " RANGE BETWEEN " + frame + ") AS n0, " + order + " AS n1 FROM " + from.sql() + where(from, 1);
    }

    /** What no engine answers, whatever the rows. */
    private String mistaken() {
        From from = table();
        From inner = table();
        return switch (random.nextInt(8)) {
            case 0 -> "SELECT " + pick(from.strings()) + ", (SELECT k FROM parts) FROM " + from.sql();
            case 1 -> "SELECT 1 / (o - o) FROM parts WHERE o >= " + random.nextInt(3);
            case 2 -> "SELECT CAST(k AS INTEGER) FROM parts WHERE " + "o >= " + random.nextInt(3);
            case 3 -> "SELECT " + pick(from.strings()) + ", COUNT(*) FROM " + from.sql();
            case 4 -> "SELECT COUNT(*) FROM " + from.sql() + " WHERE SUM(" + pick(from.numbers()) + ") > 1";
            case 5 -> numbersOnly() + " UNION SELECT " + pick(from.numbers()) + " FROM " + from.sql();
            case 6 -> "SELECT id FROM items x JOIN refs y ON x.id = y.item";
            default -> "SELECT " + pick(from.strings()) + " FROM " + from.sql() + " WHERE " + pick(from.numbers())
                    + " IN (SELECT " + pick(inner.numbers()) + ", " + pick(inner.strings()) + " FROM " + inner.sql()
                    + ")";
        };
    }

    private static Pair same(String sql) {
        return new Pair(sql, sql);
    }

    /** What the reference engine has no word for: the left join, and the right rows without a partner. */
    private Pair fullJoin() {
        From left = table();
        From right = table();
        From both = new From("", concat(left.numbers(), right.numbers()), concat(left.strings(), right.strings()));
        String on = on(left, right, both);
        String leftColumns = pick(left.numbers()) + " AS n0, " + pick(left.strings()) + " AS s0";
        String rightColumns = pick(right.numbers()) + " AS n1, " + pick(right.strings()) + " AS s1";
        String list = "SELECT " + leftColumns + ", " + rightColumns;
        return new Pair(
                list + " FROM " + left.sql() + " FULL JOIN " + right.sql() + " ON " + on,
                list + " FROM " + left.sql() + " LEFT JOIN " + right.sql() + " ON " + on
                        + " UNION ALL SELECT NULL, NULL, " + rightColumns + " FROM " + right.sql()
                        + " WHERE NOT EXISTS (SELECT 1 FROM " + left.sql() + " WHERE " + on + ")");
    }

    /** ROLLUP and CUBE as the groups they stand for. */
    private Pair groupingSets() {
        From from = table();
        String a = from.strings().get(0);
        String b = from.strings().get(1);
        String aggregate = aggregate(from);
        String tail = " FROM " + from.sql() + where(from, 1);
        String both =
                "SELECT " + a + " AS k0, " + b + " AS k1, " + aggregate + " AS n0" + tail + " GROUP BY " + a + ", " + b;
        String first = "SELECT " + a + ", NULL, " + aggregate + tail + " GROUP BY " + a;
        String second = "SELECT NULL, " + b + ", " + aggregate + tail + " GROUP BY " + b;
        String none = "SELECT NULL, NULL, " + aggregate + tail;
        String list = "SELECT " + a + " AS k0, " + b + " AS k1, " + aggregate + " AS n0" + tail + " GROUP BY ";
        return switch (random.nextInt(3)) {
            case 0 -> new Pair(
                    list + "ROLLUP(" + a + ", " + b + ")", both + " UNION ALL " + first + " UNION ALL " + none);
            case 1 -> new Pair(
                    list + "CUBE(" + a + ", " + b + ")",
                    both + " UNION ALL " + first + " UNION ALL " + second + " UNION ALL " + none);
            default -> new Pair(list + "GROUPING SETS ((" + a + "), (" + b + "))", first + " UNION ALL " + second);
        };
    }

    String query() {
        return switch (random.nextInt(12)) {
            case 8 -> framed();
            case 9 -> ordered();
            case 10 -> nestedSets();
            case 11 -> correlatedList();
            case 0 -> setOperation();
            case 1, 2 -> grouped(0);
            case 3 -> "WITH w AS (" + select(2, 1) + ") SELECT w.n0, COUNT(*) FROM w GROUP BY w.n0";
            case 4 -> window();
            default -> select(1 + random.nextInt(3), 0);
        };
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    private <T> T pick(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }

    private String setOperation() {
        String operator = pick(List.of("UNION", "UNION ALL", "INTERSECT", "EXCEPT"));
        return numbersOnly() + " " + operator + " " + numbersOnly();
    }

    private String numbersOnly() {
        From from = from(1);
        return "SELECT " + number(from, 1) + " AS n0, " + string(from) + " AS s0 FROM " + from.sql() + where(from, 1);
    }

    private From table() {
        String alias = "t" + aliases++;
        return switch (random.nextInt(3)) {
            case 0 -> new From(
                    "items " + alias,
                    List.of(alias + ".a", alias + ".b"),
                    List.of(alias + ".id", alias + ".s", alias + ".g"));
            case 1 -> new From(
                    "parts " + alias, List.of(alias + ".o", alias + ".a"), List.of(alias + ".k", alias + ".s"));
            default -> new From("refs " + alias, List.of(alias + ".n"), List.of(alias + ".id", alias + ".item"));
        };
    }

    private From from(int depth) {
        From from = depth < DEEPEST && chance(0.2) ? derived(depth) : table();
        int joins = depth >= 2 ? 0 : random.nextInt(3);
        for (int i = 0; i < joins; i++) {
            From right = chance(0.2) ? derived(depth + 1) : table();
            From both = new From("", concat(from.numbers(), right.numbers()), concat(from.strings(), right.strings()));
            String kind = pick(List.of("JOIN", "LEFT JOIN", "RIGHT JOIN"));
            String on = on(from, right, both);
            from = new From(
                    "(" + from.sql() + " " + kind + " " + right.sql() + " ON " + on + ")",
                    both.numbers(),
                    both.strings());
        }
        return from;
    }

    private static List<String> concat(List<String> a, List<String> b) {
        List<String> all = new ArrayList<>(a);
        all.addAll(b);
        return all;
    }

    private From derived(int depth) {
        String alias = "d" + aliases++;
        String inner = chance(0.5) ? select(2, depth + 1) : grouped(depth + 1);
        return new From("(" + inner + ") " + alias, List.of(alias + ".n0"), List.of(alias + ".s0"));
    }

    private String select(int columns, int depth) {
        From from = from(depth);
        StringBuilder list = new StringBuilder();
        list.append(number(from, depth)).append(" AS n0, ").append(string(from)).append(" AS s0");
        for (int i = 2; i < columns; i++) {
            list.append(", ").append(number(from, depth)).append(" AS n").append(i);
        }
        return "SELECT " + (chance(0.15) ? "DISTINCT " : "") + list + " FROM " + from.sql() + where(from, depth);
    }

    private String grouped(int depth) {
        From from = from(depth);
        String key = chance(0.7) ? pick(from.strings()) : string(from);
        String aggregate = aggregate(from);
        String having = chance(0.3) ? " HAVING " + aggregate(from) + " " + comparison() + " " + constant() : "";
        return "SELECT " + aggregate + " AS n0, " + key + " AS s0 FROM " + from.sql() + where(from, depth)
                + " GROUP BY " + key + having;
    }

    private String aggregate(From from) {
        String argument = number(from, DEEPEST);
        return switch (random.nextInt(7)) {
            case 0 -> "COUNT(*)";
            case 1 -> "COUNT(" + argument + ")";
            case 2 -> "COUNT(DISTINCT " + argument + ")";
            case 3 -> "MIN(" + argument + ")";
            case 4 -> "MAX(" + argument + ")";
            case 5 -> "SUM(" + argument + ") FILTER (WHERE " + condition(from, DEEPEST) + ")";
            default -> "SUM(" + argument + ")";
        };
    }

    private String on(From left, From right, From both) {
        return switch (random.nextInt(6)) {
            case 0, 1, 2 -> pick(left.strings()) + " = " + pick(right.strings())
                    + (chance(0.4) ? " AND " + condition(both, DEEPEST) : "");
            case 3 -> pick(left.numbers()) + " " + comparison() + " " + pick(right.numbers());
            case 4 -> "(" + pick(left.strings()) + " = " + pick(right.strings()) + " OR " + condition(both, DEEPEST)
                    + ")";
            default -> condition(both, DEEPEST);
        };
    }

    /** Frames by rows and values that depend on the order, which the key makes total. */
    private String framed() {
        String alias = "t" + aliases++;
        From from = new From(
                "items " + alias,
                List.of(alias + ".a", alias + ".b"),
                List.of(alias + ".id", alias + ".s", alias + ".g"));
        String number = number(from, DEEPEST);
        String over = " OVER (" + (chance(0.6) ? "PARTITION BY " + pick(from.strings()) + " " : "") + "ORDER BY "
                + pick(from.numbers()) + (chance(0.5) ? " DESC" : "") + (chance(0.5) ? " NULLS FIRST" : " NULLS LAST")
                + ", " + alias + ".id";
        int before = random.nextInt(3);
        int behind = random.nextInt(3);
        String frame = pick(List.of(
                "",
                " ROWS UNBOUNDED PRECEDING",
                " ROWS BETWEEN " + before + " PRECEDING AND " + behind + " FOLLOWING",
                " ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING",
                " ROWS BETWEEN " + before + " FOLLOWING AND " + (before + behind) + " FOLLOWING",
                " RANGE BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING"));
        String function =
                switch (random.nextInt(8)) {
                    case 0 -> "SUM(" + number + ")" + over + frame + ")";
                    case 1 -> "COUNT(" + number + ")" + over + frame + ")";
                    case 2 -> "MIN(" + number + ")" + over + frame + ")";
                    case 3 -> "FIRST_VALUE(" + number + ")" + over + frame + ")";
                    case 4 -> "LAST_VALUE(" + number + ")" + over + frame + ")";
                    case 5 -> "ROW_NUMBER()" + over + ")";
                    case 6 -> "LAG(" + number + ", " + (1 + before) + ")" + over + ")";
                    default -> "LEAD(" + number + ", " + behind + ", " + constant() + ")" + over + ")";
                };
        return "SELECT " + function + " AS n0, " + alias + ".id AS s0 FROM " + from.sql() + where(from, 1);
    }

    /** The first rows of an order of all columns. */
    private String ordered() {
        String order = chance(0.5) ? "n0 DESC NULLS LAST, s0 NULLS FIRST" : "s0 DESC NULLS LAST, n0 NULLS LAST";
        return "SELECT q.n0, q.s0 FROM (" + select(2, 1) + ") q ORDER BY " + order + " LIMIT " + random.nextInt(6)
                + (chance(0.5) ? " OFFSET " + random.nextInt(4) : "");
    }

    private String nestedSets() {
        String a = pick(List.of("UNION", "UNION ALL", "INTERSECT", "EXCEPT"));
        String b = pick(List.of("UNION", "UNION ALL", "INTERSECT", "EXCEPT"));
        return chance(0.5)
                ? "(" + numbersOnly() + " " + a + " " + numbersOnly() + ") " + b + " " + numbersOnly()
                : numbersOnly() + " " + a + " (" + numbersOnly() + " " + b + " " + numbersOnly() + ")";
    }

    /** Sub-queries for each row, in the list and compared with ALL or ANY. */
    private String correlatedList() {
        From from = from(1);
        From inner = table();
        String quantified = pick(from.numbers()) + " " + comparison() + " " + pick(List.of("ALL", "ANY")) + " (SELECT "
                + pick(inner.numbers()) + " FROM " + inner.sql()
                + (chance(0.5) ? " WHERE " + pick(inner.strings()) + " = " + pick(from.strings()) : "") + ")";
        From pairs = table();
        String rows = "(" + pick(from.strings()) + ", " + pick(from.strings()) + ") IN (SELECT " + pick(pairs.strings())
                + ", " + pick(pairs.strings()) + " FROM " + pairs.sql() + ")";
        return "SELECT (" + scalar(from) + ") AS n0, " + pick(from.strings()) + " AS s0 FROM " + from.sql() + " WHERE "
                + pick(List.of(quantified, "NOT (" + quantified + ")", rows, condition(from, 1)));
    }

    private String window() {
        From from = from(1);
        String partition = pick(from.strings());
        String order = pick(from.numbers());
        String function = pick(List.of("RANK()", "DENSE_RANK()", "SUM(" + pick(from.numbers()) + ")", "COUNT(*)"));
        int before = random.nextInt(3);
        int behind = random.nextInt(3);
        String frame = function.contains("RANK")
                ? ""
                : pick(List.of(
                        "",
                        " GROUPS BETWEEN " + before + " PRECEDING AND " + behind + " FOLLOWING",
                        " GROUPS BETWEEN " + before + " FOLLOWING AND " + (before + behind) + " FOLLOWING",
                        " GROUPS BETWEEN " + (before + behind) + " PRECEDING AND " + before + " PRECEDING",
                        " GROUPS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING",
                        " RANGE BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING"));
        return "SELECT " + function + " OVER (PARTITION BY " + partition + " ORDER BY " + order + " NULLS LAST" + frame
                + ") AS n0, "
                + partition + " AS s0 FROM " + from.sql() + where(from, 1);
    }

    private String where(From from, int depth) {
        return chance(0.7) ? " WHERE " + condition(from, depth) : "";
    }

    private String comparison() {
        return pick(List.of("=", "<>", "<", "<=", ">", ">="));
    }

    private String condition(From from, int depth) {
        switch (random.nextInt(depth < DEEPEST ? 14 : 9)) {
            case 0:
                return number(from, DEEPEST) + " " + comparison() + " " + constant();
            case 1:
                return pick(from.strings()) + " " + comparison() + " " + word();
            case 2:
                return pick(from.numbers()) + " " + comparison() + " " + pick(from.numbers());
            case 3:
                return pick(from.strings()) + (chance(0.3) ? " NOT IN (" : " IN (") + word() + ", " + word() + ")";
            case 4:
                return pick(chance(0.5) ? from.numbers() : from.strings()) + " IS " + (chance(0.5) ? "NOT " : "")
                        + "NULL";
            case 5:
                return pick(from.numbers()) + " BETWEEN " + constant() + " AND " + constant();
            case 6:
                return pick(from.strings())
                        + (chance(0.3) ? " NOT LIKE " : " LIKE ")
                        + pick(List.of("'a%'", "'%b'", "'_'"));
            case 7:
                return "NOT (" + condition(from, depth + 1) + ")";
            case 8:
                return pick(from.numbers()) + " IS DISTINCT FROM " + pick(from.numbers());
            case 9:
                return "(" + condition(from, depth + 1) + " AND " + condition(from, depth + 1) + ")";
            case 10:
                return "(" + condition(from, depth + 1) + " OR " + condition(from, depth + 1) + ")";
            case 11:
                return pick(from.strings()) + (chance(0.4) ? " NOT IN (" : " IN (") + subquery(from, false) + ")";
            case 12:
                return (chance(0.4) ? "NOT " : "") + "EXISTS (" + subquery(from, true) + ")";
            default:
                return pick(from.numbers()) + " " + comparison() + " (" + scalar(from) + ")";
        }
    }

    private String subquery(From outer, boolean correlated) {
        From from = table();
        String link = correlated || chance(0.4) ? pick(from.strings()) + " = " + pick(outer.strings()) : null;
        String own = chance(0.5) ? condition(from, DEEPEST) : null;
        String where = link == null ? own : own == null ? link : link + " AND " + own;
        return "SELECT " + pick(from.strings()) + " FROM " + from.sql() + (where == null ? "" : " WHERE " + where);
    }

    private String scalar(From outer) {
        From from = table();
        String link = chance(0.6) ? " WHERE " + pick(from.strings()) + " = " + pick(outer.strings()) : "";
        return "SELECT " + pick(List.of("MAX", "MIN", "COUNT", "SUM")) + "(" + pick(from.numbers()) + ") FROM "
                + from.sql() + link;
    }

    private String number(From from, int depth) {
        String column = pick(from.numbers());
        return switch (random.nextInt(depth < DEEPEST ? 9 : 6)) {
            case 0 -> column + " + " + constant();
            case 1 -> "COALESCE(" + column + ", " + constant() + ")";
            case 2 -> "ABS(" + column + ")";
            case 6 -> "CASE WHEN " + condition(from, depth + 1) + " THEN " + column + " ELSE " + pick(from.numbers())
                    + " END";
            case 7 -> column + " * " + pick(from.numbers());
            default -> column;
        };
    }

    private String string(From from) {
        String column = pick(from.strings());
        return switch (random.nextInt(8)) {
            case 0 -> "UPPER(" + column + ")";
            case 1 -> "COALESCE(" + column + ", " + word() + ")";
            case 2 -> column + " || " + word();
            default -> column;
        };
    }

    private String constant() {
        return Integer.toString(random.nextInt(9) - 2);
    }

    private String word() {
        return pick(List.of("'a'", "'b'", "'c'", "'ab'", "'zz'"));
    }
}
