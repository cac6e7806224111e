package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dynamojdbc.stub.Answer;
import org.dynamojdbc.stub.DynamoStub;
import org.junit.jupiter.api.Test;

/** A point read and a Query load the driver, the SDK and its HTTP client, and nothing of what other statements need. */
class PointReadClassesTest {
    private static final Pattern LOADED = Pattern.compile("\\[class,load\\] (\\S+) source: .*");
    private static final Pattern EXPECTED = Pattern.compile("(java|javax|jdk|sun|com\\.sun)\\..*"
            + "|org\\.dynamojdbc\\.(?!relational\\.).*"
            + "|org\\.antlr\\.v4\\.runtime\\..*"
            + "|org\\.jspecify\\..*"
            + "|software\\.amazon\\.(awssdk|eventstream)\\..*"
            + "|org\\.apache\\.hc\\..*"
            + "|org\\.reactivestreams\\..*"
            + "|org\\.slf4j\\..*");
    /** Never part of a point read, whatever else is allowed above. */
    private static final Pattern FORBIDDEN =
            Pattern.compile("org\\.apache\\.calcite\\..*|org\\.codehaus\\..*|sqlline\\..*"
                    + "|com\\.google\\.common\\..*|org\\.dynamojdbc\\.relational\\..*");

    @Test
    void aPointReadLoadsNoClassOfTheRelationalEngine() throws IOException, InterruptedException {
        Set<String> loaded = classesOfAReader();
        assertThat(loaded).contains(StreamingResultSet.class.getName(), "org.apache.hc.core5.http.HttpHost");
        assertThat(loaded).filteredOn(name -> FORBIDDEN.matcher(name).matches()).isEmpty();
        assertThat(loaded).filteredOn(name -> !EXPECTED.matcher(name).matches()).isEmpty();
    }

    private static Set<String> classesOfAReader() throws IOException, InterruptedException {
        String item = Answer.item(Map.of("customer", "a", "placed", "1"));
        try (DynamoStub stub = new DynamoStub()) {
            stub.table("orders", "customer", "placed");
            stub.on("GetItem", call -> Answer.ok("{\"Item\":" + item + "}"));
            stub.on("Query", call -> Answer.page(List.of(item), null));
            stub.on("Scan", call -> Answer.page(List.of(item), null));
            String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
            Process reader = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xlog:class+load=info:stdout:tags",
                            "-cp",
                            classPath,
                            PointReading.class.getName(),
                            "jdbc:dynamodb:" + stub.endpoint().substring("http:".length()))
                    .redirectErrorStream(true)
                    .start();
            Set<String> loaded = new TreeSet<>();
            int rows = 0;
            for (String line : new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                Matcher matcher = LOADED.matcher(line);
                if (matcher.matches()) {
                    // Hidden classes of lambdas carry an address behind a slash or a plus.
                    loaded.add(matcher.group(1).split("[/+]", 2)[0]);
                } else if (line.equals("read 1")) {
                    rows++;
                }
            }
            assertThat(reader.waitFor()).isZero();
            assertThat(rows).isEqualTo(2);
            return loaded;
        }
    }
}
