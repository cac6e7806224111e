package org.dynamojdbc.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * An expression means in SET what it means in SELECT: it gives the same values or fails with the same SQLSTATE, and a value
 * stored in a column is converted to its type alike whether UPDATE, ON CONFLICT DO UPDATE or a query writes it. The
 * property {@code assigned.seed} gives other operands, {@code assigned.rounds} more.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AssignedAsSelectedTest {
    private static final int ROUNDS = Integer.getInteger("assigned.rounds", 1);

    /** {@code #} stands for any column or constant, {@code #n} for a number, {@code #s} for text, {@code #t} for a time. */
    private static final List<String> EXPRESSIONS = List.of(
            "#",
            "#",
            "#",
            "#",
            "#",
            "#",
            "#",
            "#",
            "#n",
            "#n",
            "#s",
            "#s",
            "#t",
            "#t",
            "#t",
            "#t",
            "#t",
            "#t",
            "#t",
            "#t",
            "#n + #n",
            "#n - #n",
            "#n * #n",
            "#n / #n",
            "#n % #n",
            "-(#n)",
            "# + #",
            "# - #",
            "# * #",
            "#n / (n - n)",
            "n % 0",
            "mod(#n, 0)",
            "power(0, -1)",
            "#n + NULL",
            "#n * 1.10 || ''",
            "#t - #t",
            "#t - #t",
            "#t + 1",
            "#t + INTERVAL '3' DAY",
            "#t - INTERVAL '90' MINUTE",
            "#t + INTERVAL '1' MONTH",
            "# + INTERVAL '1' DAY",
            "upper(#)",
            "lower(#s)",
            "ucase(#s)",
            "lcase(#s)",
            "initcap(#s)",
            "# || #",
            "#s || #n",
            "#t || ''",
            "d || ''",
            "concat(#, #)",
            "concat(#s, nu, 'x')",
            "concat(#t, 'x')",
            "concat_ws('-', #, #, #)",
            "trim(#s)",
            "ltrim(#s)",
            "rtrim(#s, 'x')",
            "btrim(#s, 'ax')",
            "trim(#)",
            "substring(#s, 2)",
            "substring(#s, -1, 3)",
            "substring(#s, 2, -1)",
            "substr(#, 1, 2)",
            "left(#s, -1)",
            "right(#s, -1)",
            "left(#s, 2)",
            "right(#s, 2)",
            "lpad(#s, 8, '*')",
            "rpad(#s, 8)",
            "repeat(#s, 3)",
            "space(2)",
            "reverse(#s)",
            "replace(#s, 'a', 'z')",
            "translate(#s, 'ab', 'xy')",
            "insert(#s, 1, 1, 'Q')",
            "overlay(#s PLACING 'zz' FROM 2 FOR 1)",
            "split_part(#s, ' ', -1)",
            "position('x' IN #s)",
            "locate('b', #s)",
            "strpos(#s, 'x')",
            "instr(#s, 'x')",
            "ascii(#s)",
            "chr(65)",
            "char_length(#s)",
            "length(#)",
            "octet_length(#s)",
            "bit_length(#s)",
            "starts_with(#s, 'a')",
            "ends_with(#s, 'x')",
            "regexp_like(#s, '^a')",
            "regexp_replace(#s, '[a-z]', '-')",
            "regexp_substr(#s, '[a-z]+')",
            "regexp_count(#s, 'a')",
            "regexp_like(#s, '(')",
            "abs(#n)",
            "abs(#)",
            "sign(#n)",
            "ceil(#n)",
            "ceiling(#n)",
            "floor(#n)",
            "round(#n)",
            "round(#n, 1)",
            "round(#n, -1)",
            "truncate(#n, 1)",
            "trunc(#n)",
            "power(#n, 2)",
            "power(2, 0.5)",
            "pow(#n, 3)",
            "sqrt(#n)",
            "sqrt(-1)",
            "cbrt(#n)",
            "exp(#n)",
            "ln(#n)",
            "log(#n)",
            "log(2, #n)",
            "log10(#n)",
            "sin(#n)",
            "cos(#n)",
            "tan(#n)",
            "cot(#n)",
            "asin(#n)",
            "atan2(#n, #n)",
            "degrees(#n)",
            "radians(#n)",
            "pi()",
            "EXTRACT(YEAR FROM #t)",
            "EXTRACT(DOW FROM #t)",
            "year(#t)",
            "quarter(#t)",
            "month(#)",
            "week(#t)",
            "hour(#t)",
            "second(#t)",
            "dayofweek(#t)",
            "monthname(#t)",
            "dayname(#t)",
            "date_trunc(month, #t)",
            "date_trunc(hour, #t)",
            "timestampadd(DAY, 3, #t)",
            "timestampadd(HOUR, #n, #t)",
            "timestampdiff(HOUR, #t, #t)",
            "datediff(DAY, #t, #t)",
            "last_day(#t)",
            "from_epoch(#n)",
            "to_epoch(#t)",
            "coalesce(#, #)",
            "coalesce(nu, #)",
            "coalesce(nope, #t)",
            "coalesce(NULL, #n)",
            "ifnull(#, #)",
            "nvl(nu, #t)",
            "nvl2(#, #, #)",
            "nullif(#, #)",
            "nullif(#t, #t)",
            "iif(#n > 1, #, #)",
            "greatest(#n, nu)",
            "least(nu, -2)",
            "greatest(#, #)",
            "least(#t, #t)",
            "greatest(#n, #n, nope)",
            "CASE WHEN #t > DATE '2024-01-31' THEN 'late' ELSE 'early' END",
            "CASE WHEN #t > '2024-01-31' THEN 'late' ELSE 'early' END",
            "CASE WHEN #t < CURRENT_TIMESTAMP THEN 'past' ELSE 'future' END",
            "CASE WHEN #t = #t THEN 1 ELSE 0 END",
            "CASE WHEN #t <= #t THEN 1 WHEN nu IS NULL THEN 0 END",
            "CASE WHEN # = # THEN # ELSE # END",
            "CASE #s WHEN 'ab' THEN 1 WHEN #s THEN 2 END",
            "CASE WHEN # IS MISSING THEN 'm' ELSE 'p' END",
            "CASE WHEN # IS NULL THEN # ELSE # END",
            "CASE WHEN #n BETWEEN 1 AND 10 THEN #t END",
            "CASE WHEN #s LIKE 'a%' THEN 'a' END",
            "CASE WHEN #t IN ('2024-01-31', #t) THEN 1 ELSE 0 END",
            "CASE WHEN # IS DISTINCT FROM # THEN 1 ELSE 0 END",
            "CASE WHEN b THEN #n ELSE #n END",
            "#n > #n",
            "#t = #t",
            "#n > 1 AND # IS NULL",
            "NOT (#n > 1)",
            "# IS NOT NULL",
            "#s LIKE '%x'",
            "CAST(# AS VARCHAR)",
            "CAST(# AS INTEGER)",
            "CAST(#n AS INTEGER)",
            "CAST(#n AS DECIMAL(5,1))",
            "CAST(#s AS VARCHAR(3))",
            "CAST(b AS INTEGER)",
            "CAST(list AS VARCHAR)",
            "CAST(#t AS DATE)",
            "CAST(#t AS TIMESTAMP)",
            "CAST(#t AS VARCHAR)",
            "CAST(#t AS TIMESTAMP WITH TIME ZONE)",
            "CAST(# AS BOOLEAN)",
            "CAST(# AS DOUBLE)",
            "CAST(big AS DOUBLE)",
            "CAST(12.5 AS INTEGER)",
            "CAST('2024-02-30' AS DATE)",
            "doc.a",
            "list[0]",
            "list[7]",
            "doc.list[1]",
            "size(#)",
            "cardinality(list)",
            "array_length(tags)",
            "typeof(#)",
            "to_json(doc)",
            "parse_json('[1, 2]')",
            "json_value(doc, '$.a')",
            "json_query(doc, '$.list')",
            "json_exists(doc, '$.b')",
            "begins_with(#s, 'a')",
            "contains(#, 'x')",
            "attribute_exists(nope)",
            "attribute_not_exists(#c)",
            "attribute_type(n, 'N')",
            "if_not_exists(nope, #n)",
            "if_not_exists(n, #n)",
            "if_not_exists(s, #s)",
            "coalesce(if_not_exists(#c, #), #)",
            "if_not_exists(nope, 0) + #n",
            "list_append(list, [#])",
            "list_append(list, #)",
            "coalesce(list_append(nope, [1]), [#])",
            "[#, #]",
            "{'a': #}",
            "nofunction(#)",
            "upper(#, #)",
            "nope",
            "nu",
            "doc",
            "list",
            "tags",
            "bin");

    private static final List<String> NUMBERS =
            List.of("n", "i", "d", "neg", "big", "nu", "nope", "x", "0", "1.10", "2", "-1.5", "7");
    private static final List<String> TEXTS =
            List.of("s", "v", "e", "nu", "nope", "x", "'ab'", "'a\uD83D\uDE00Bß x'", "''");
    private static final List<String> TIMES = List.of(
            "dt",
            "ts",
            "tz",
            "em",
            "es",
            "tm",
            "iso",
            "DATE '2024-01-31'",
            "TIMESTAMP '2024-01-31 10:30:00'",
            "'2024-01-31'");
    private static final List<String> COLUMNS = List.of(
            "n", "i", "d", "b", "s", "v", "x", "dt", "ts", "tz", "em", "es", "tm", "list", "doc", "tags", "bin", "nu",
            "nope");

    /** Columns to write to; the first is declared nowhere. */
    private static final List<String> TARGETS =
            List.of("zz", "w_v", "w_i", "w_d", "w_b", "w_dt", "w_ts", "w_tz", "w_em", "w_es", "w_n");

    private static final String TYPES =
            "w_v VARCHAR, w_i INTEGER, w_d DECIMAL(5,2), w_b BOOLEAN, w_dt DATE, w_ts TIMESTAMP,"
                    + " w_tz TIMESTAMP WITH TIME ZONE, w_em EPOCH_MILLIS, w_es EPOCH_SECONDS, w_n NUMERIC";
    private static final Pattern OPERAND = Pattern.compile("#[nstc]?");

    private Connection driver;

    @BeforeAll
    void open() throws SQLException {
        driver = DriverManager.getConnection("jdbc:dynamodb:embedded:assigned");
        try (Statement statement = driver.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS assigned");
            statement.execute("DROP TABLE IF EXISTS copied");
            statement.execute("CREATE TABLE assigned (id VARCHAR PRIMARY KEY, i INTEGER, d DECIMAL(5,2), b BOOLEAN, v"
                    + " VARCHAR(9), dt DATE, ts TIMESTAMP, tz TIMESTAMP WITH TIME ZONE, em EPOCH_MILLIS, es"
                    + " EPOCH_SECONDS, tm TIME, " + TYPES + ")");
            statement.execute("CREATE TABLE copied (id VARCHAR PRIMARY KEY, " + TYPES + ")");
            statement.execute(
                    "INSERT INTO assigned (id, i, d, b, v, dt, ts, tz, em, es, tm, n, neg, big, s, e, x, iso, nu,"
                            + " list, doc, tags, bin) VALUES ('a', 12, 7.70, TRUE, 'abcxx', '2024-01-31', '2024-01-31 10:30:00',"
                            + " '2024-01-31T10:30:00Z', '2024-01-31T10:30:00.250Z', '2024-01-31T10:30:00Z', '10:30:00', 7, -1.525,"
                            + " 12345678901234567890123456789012345678, 'a\uD83D\uDE00Bß x', '', '8', '2024-01-31T10:30:00Z', NULL,"
                            + " [1, 'x'], {'a': 1, 'list': [1, 2.5]}, <<'x', 'y'>>, X'01FF')");
            statement.execute("INSERT INTO assigned (id, i, d, dt, em, n, s, x, list) VALUES ('b', -3, 0, '1969-12-31',"
                    + " '1969-12-31T23:59:59.999Z', 0.5, 'ab', [1], 'none')");
        }
    }

    @AfterAll
    void close() throws SQLException {
        driver.close();
    }

    @Test
    void whatSetWritesIsWhatSelectShows() throws SQLException {
        Random random = new Random(Long.getLong("assigned.seed", 4711));
        List<String> differences = new ArrayList<>();
        int written = 0;
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            for (String template : EXPRESSIONS) {
                String expression = filled(template, random);
                for (String id : List.of("a", "b")) {
                    String selected = selected(expression, id);
                    written += selected.startsWith("=") ? 1 : 0;
                    refused += selected.startsWith("!") ? 1 : 0;
                    String target = random.nextInt(2) == 0 ? "zz" : TARGETS.get(random.nextInt(TARGETS.size()));
                    String stored = stored(expression, id, target);
                    compare("UPDATE", updated(expression, id, target), stored, expression, id, target, differences);
                    if (id.equals("a")) {
                        compare(
                                "ON CONFLICT",
                                met(expression, id, target),
                                stored,
                                expression,
                                id,
                                target,
                                differences);
                    }
                    if (target.equals("zz")) {
                        String shown = updated(expression, id, "w_v");
                        if (isPlain(selected)) {
                            String text = selected.replaceFirst("^= (N|BOOL) ", "= S ");
                            compare("w_v", shown, text, expression, id, "w_v", differences);
                        } else if (selected.startsWith("!")) {
                            compare("state", stored, selected, expression, id, target, differences);
                        }
                    }
                }
                String excluded = expression;
                for (String column : COLUMNS) {
                    excluded = excluded.replaceAll("(?<![\\w'.:\\[-])" + column + "(?![\\w'(:])", "excluded." + column);
                }
                if (excluded.contains("excluded.")
                        && !excluded.contains("attribute_")
                        && !excluded.contains("MISSING")
                        && !excluded.contains("if_not_exists")) {
                    String target = random.nextInt(2) == 0 ? "zz" : TARGETS.get(random.nextInt(TARGETS.size()));
                    compare(
                            "excluded",
                            met(excluded, "a", target),
                            stored(expression, "a", target),
                            excluded,
                            "a",
                            target,
                            differences);
                }
            }
        }
        assertThat(differences).isEmpty();
        assertThat(written).isGreaterThan(EXPRESSIONS.size() * ROUNDS / 2);
        assertThat(refused).isGreaterThan(EXPRESSIONS.size() * ROUNDS / 20);
    }

    private static void compare(
            String way,
            String seen,
            String expected,
            String expression,
            String id,
            String target,
            List<String> differences) {
        if (!seen.equals(expected)) {
            differences.add(way + " SET " + target + " = " + expression + " of " + id + "\n  expected " + expected
                    + "\n  seen     " + seen);
        }
    }

    /** Whether getString shows it as text in a column shows it. */
    private static boolean isPlain(String selected) {
        return selected.startsWith("= S ") || selected.startsWith("= N ") || selected.startsWith("= BOOL ");
    }

    private static String filled(String template, Random random) {
        Matcher matcher = OPERAND.matcher(template);
        StringBuilder filled = new StringBuilder();
        while (matcher.find()) {
            List<String> all =
                    switch (matcher.group()) {
                        case "#n" -> NUMBERS;
                        case "#s" -> TEXTS;
                        case "#t" -> TIMES;
                        default -> COLUMNS;
                    };
            String operand = all.get(random.nextInt(all.size()));
            matcher.appendReplacement(filled, Matcher.quoteReplacement(operand));
        }
        return matcher.appendTail(filled).toString();
    }

    private String selected(String expression, String id) throws SQLException {
        return read("SELECT " + expression + ", typeof(" + expression + ") FROM assigned WHERE id = '" + id + "'");
    }

    /** What a query stores of the value. */
    private String stored(String expression, String id, String target) throws SQLException {
        String state = run("UPSERT INTO copied (id, " + target + ") SELECT id, " + expression
                + " FROM assigned WHERE id = '" + id + "' AND upper('x') = 'X'");
        return state != null ? "! " + state : kept("copied", id, target);
    }

    private String updated(String expression, String id, String target) throws SQLException {
        String state = run("UPDATE assigned SET " + target + " = " + expression + " WHERE id = '" + id + "'");
        return state != null ? "! " + state : kept("assigned", id, target);
    }

    private String met(String expression, String id, String target) throws SQLException {
        run("UPDATE assigned REMOVE " + target + " WHERE id = '" + id + "'");
        String state = run("INSERT INTO assigned SELECT * FROM assigned WHERE id = '" + id
                + "' ON CONFLICT DO UPDATE SET " + target + " = " + expression);
        return state != null ? "! " + state : kept("assigned", id, target);
    }

    private String kept(String table, String id, String target) throws SQLException {
        return read("SELECT " + target + ", typeof(" + target + ") FROM " + table + " WHERE id = '" + id + "'");
    }

    private String read(String sql) throws SQLException {
        try (Statement statement = driver.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            assertThat(result.next()).as(sql).isTrue();
            return "= " + result.getString(2) + " " + result.getString(1);
        } catch (SQLException refused) {
            return "! " + refused.getSQLState();
        }
    }

    private @Nullable String run(String sql) {
        try (Statement statement = driver.createStatement()) {
            assertThat(statement.executeUpdate(sql)).as(sql).isEqualTo(1);
            return null;
        } catch (SQLException refused) {
            return refused.getSQLState();
        }
    }
}
