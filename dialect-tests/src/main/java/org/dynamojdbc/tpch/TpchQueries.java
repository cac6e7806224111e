package org.dynamojdbc.tpch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The texts of TPC-H: tables, and queries with parameters by which each gives rows at scale 0.001 already (the
 * specification's own find nothing in tables so small).
 */
public final class TpchQueries {
    /** Queries are numbered from 1 to this. */
    public static final int COUNT = 22;

    private TpchQueries() {}

    /** The text of a query. */
    public static String query(int number) {
        return text(String.format(Locale.ROOT, "q%02d.sql", number));
    }

    /** CREATE TABLE statements for DynamoDB, each ended by a semicolon. */
    public static String tables() {
        return text("tables.sql");
    }

    private static String text(String resource) {
        try (InputStream stream = TpchQueries.class.getResourceAsStream("/tpch/" + resource)) {
            if (stream == null) {
                throw new IllegalStateException("no resource /tpch/" + resource);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
