package org.dynamojdbc.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.dynamojdbc.tree.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlParserTest {
    private final SqlParser parser = new SqlParser();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM user_data",
                "SELECT * FROM \"orders-dev\"",
                "SELECT * FROM \"t\" WHERE ( 0 = 1 ) AND ( \"id\" = 'a' )",
                "SELECT TRUE AS \"_\" FROM \"t\" WHERE 1 <> 1 LIMIT 0",
                "SELECT * FROM (SELECT \"id\" FROM \"t\") spark_gen_0 WHERE 1=0",
                "SELECT * FROM t\nWHERE (name LIKE '%y%')\nORDER BY name DESC",
                "SELECT \"id\", COUNT( * ) \"c\" FROM \"t\" GROUP BY \"id\"",
                "SELECT \"a\" FROM \"t\"  WHERE \"a\" LIKE 'x\\_%' ESCAPE '\\'",
                "select u1_0.\"id\",u1_0.\"n\" from \"user_data\" u1_0 where u1_0.\"id\"=? order by u1_0.\"id\" fetch first ? rows only",
                "UPDATE t\n\tSET c=?,d=?\n\tWHERE pk=? AND sk=?",
                "INSERT INTO t VALUE {'id': 1, 'tags': <<'a', 'b'>>, 'l': [1, {'x': NULL}]}",
                "INSERT INTO t (a, b) VALUES (1, 'x'), (2, DEFAULT) ON CONFLICT DO NOTHING",
                "UPSERT INTO t VALUE ?",
                "UPDATE t SET a.b[0]['c'] = if_not_exists(n, 0) + 1 REMOVE old ADD n 1 DELETE s <<'a'>> WHERE id = 1 IF n > 3 RETURNING ALL NEW *",
                "DELETE FROM t WHERE id = 1 RETURNING ALL OLD *",
                "CREATE TABLE IF NOT EXISTS t (id VARCHAR, n DECIMAL(10, 2) NOT NULL, PRIMARY KEY (id, n), "
                        + "GLOBAL INDEX g (PARTITION (a, b), SORT (c)) PROJECTION INCLUDE (x) WITH (read_capacity = 5)) "
                        + "WITH (billing_mode = 'PROVISIONED')",
                "SELECT a FROM t WHERE placed >= {ts '2024-01-01 00:00:00'} AND {fn lower(a)} = 'x' AND d = {d '2024-01-01'}",
                "SELECT /*+ INDEX(t by_status) CONSISTENT SEGMENTS(8) RESUME('x') */ * FROM t -- end",
                "WITH RECURSIVE r (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT n, row_number() OVER (PARTITION BY a ORDER BY b DESC NULLS LAST ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM r",
                "SELECT a FROM t LEFT OUTER JOIN u USING (id) CROSS JOIN v, w NATURAL JOIN x WHERE EXISTS (SELECT 1) AND (a, b) IN ((1, 2), (3, 4))",
                "SELECT CASE WHEN a IS MISSING THEN 1 ELSE 2 END, CAST(a AS TIMESTAMP WITH TIME ZONE), 0xFF, X'00', -5, 1.5e10 FROM t",
                "EXPLAIN ANALYZE SELECT * FROM \"t\".\"i\" WHERE name = 1 AND status = 'x' AND value <> size(data)",
                "SHOW TABLES LIKE 'a%'",
                "SET consistentRead = true",
                "VALUES (1, 'a'), (2, 'b');",
                "SELECT date, time, timestamp, key, value, type, count, name, status, user, data FROM t"
            })
    void takesWhatClientsAndPeopleWrite(String sql) {
        Statement statement = parser.parse(sql).statement();
        String printed = SqlPrinter.print(statement);
        assertThat(parser.parse(printed).statement()).as(printed).isEqualTo(statement);
    }

    @Test
    void numbersParametersInTextOrder() {
        SqlParser.Parsed parsed = parser.parse("SELECT a FROM t WHERE b = ? AND c IN (?, ?) LIMIT ? OFFSET ?");
        assertThat(parsed.parameterCount()).isEqualTo(5);
        assertThat(((Statement.QueryStatement) parsed.statement()).query().limit())
                .hasToString("Parameter[index=3, position=1:51]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "SELECT * form t | line 1:10 unexpected 'form'",
                "SELECT `a` FROM t | line 1:8 names are quoted with \", not with `: write \"a\"",
                "SELECT 'a FROM t | line 1:8 this string has no closing quote; a quote inside a string is written ''",
                "SELECT a FROM t WHERE a == 1 | line 1:26 unexpected '='; equality is written =, once",
                "SELECT a FROM t WHERE a = :id | line 1:27 parameters are written ?, not :id",
                "SELECT a FROM t WHERE a && b | line 1:25 '&' is no operator; conditions are joined with AND",
                "SELECT a FROM t LIMIT 5, 10 | line 1:24 unexpected ','; write LIMIT count OFFSET start",
                "SELECT a FROM | line 1:14 unexpected end of the statement; expected a name",
                "SELECT a /* x | line 1:10 this comment has no closing */"
            })
    void namesTheMistakeAndItsPlace(String sql, String message) {
        assertThatThrownBy(() -> parser.parse(sql))
                .isInstanceOf(SyntaxException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void refusesNestingDeeperThanTheLimit() {
        String sql = "SELECT " + "(".repeat(5000) + "1" + ")".repeat(5000);
        assertThatThrownBy(() -> parser.parse(sql))
                .isInstanceOfSatisfying(
                        SyntaxException.class, e -> assertThat(e.kind()).isEqualTo(SyntaxException.Kind.LIMIT));
    }

    @Test
    void takesLongChainsOfConditions() {
        String sql = "SELECT a FROM t WHERE " + "a = 1 OR ".repeat(3000) + "a = 2";
        assertThat(parser.parse(sql).parameterCount()).isZero();
    }

    @Test
    void splitsScriptsAtSemicolonsOutsideQuotes() {
        assertThat(SqlParser.split("SELECT ';' ; -- x;\n SELECT 2;;"))
                .containsExactly("SELECT ';'", "-- x;\n SELECT 2");
    }
}
