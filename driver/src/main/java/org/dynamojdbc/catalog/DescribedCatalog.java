package org.dynamojdbc.catalog;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.dynamojdbc.client.SharedClient;
import org.dynamojdbc.config.ConnectionConfig;
import org.dynamojdbc.config.Property;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.error.Suggestions;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.ListTablesRequest;
import software.amazon.awssdk.services.dynamodb.model.ListTablesResponse;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

/**
 * The catalog that ListTables, DescribeTable, declarations and sampling make. Safe to use from several threads. Nothing is
 * asked before it is needed, and a table that cannot be read spoils only itself.
 */
public final class DescribedCatalog implements Catalog {
    private final DynamoDbClient client;
    private final Declarations declarations;
    private final int sampleSize;
    private final long keepNanos;
    private final Cache cache;
    private final CatalogCalls calls;

    /** What is known, shared by all views of one catalog. */
    private static final class Cache {
        private final Map<String, Kept<Table>> tables = new ConcurrentHashMap<>();
        private final Map<String, Kept<Sample>> sampled = new ConcurrentHashMap<>();
        private final Map<String, AllColumns> all = new ConcurrentHashMap<>();
        private volatile @Nullable Kept<List<String>> names;
    }

    /** A cached answer and when it was got. */
    private record Kept<T>(T value, long nanos) {}

    /** Known and sampled columns together, as they were last wanted. */
    private record AllColumns(List<Column> known, List<Column> sampled, List<Column> columns) {}

    /** The catalog that connections of one client and equal metadata properties share. Reads the schema file, asks nothing. */
    public static DescribedCatalog of(SharedClient client, ConnectionConfig config) {
        String schemaFile = config.text(Property.SCHEMA_FILE);
        int keepSeconds = config.number(Property.METADATA_CACHE_SECONDS);
        int sampleSize = config.number(Property.SAMPLE_SIZE);
        return client.attached(
                List.of("catalog", schemaFile, keepSeconds, sampleSize),
                DescribedCatalog.class,
                () -> new DescribedCatalog(
                        client.client(),
                        Declarations.of(client.serverIdentity(), SchemaFile.read(schemaFile)),
                        Duration.ofSeconds(keepSeconds),
                        sampleSize));
    }

    /**
     * @param declarations column types declared on this server
     * @param keep how long answers are used again
     * @param sampleSize items read once per table to infer columns, 0 for none
     */
    public DescribedCatalog(DynamoDbClient client, Declarations declarations, Duration keep, int sampleSize) {
        this(client, declarations, sampleSize, keep.toNanos(), new Cache(), CatalogCalls.ALONE);
    }

    private DescribedCatalog(
            DynamoDbClient client,
            Declarations declarations,
            int sampleSize,
            long keepNanos,
            Cache cache,
            CatalogCalls calls) {
        this.client = client;
        this.declarations = declarations;
        this.sampleSize = sampleSize;
        this.keepNanos = keepNanos;
        this.cache = cache;
        this.calls = calls;
    }

    @Override
    public Catalog within(CatalogCalls other) {
        return new DescribedCatalog(client, declarations, sampleSize, keepNanos, cache, other);
    }

    @Override
    public List<String> tableNames() {
        Kept<List<String>> kept = cache.names;
        if (kept == null || isStale(kept)) {
            kept = new Kept<>(list(), System.nanoTime());
            cache.names = kept;
        }
        return kept.value();
    }

    private boolean isStale(Kept<?> kept) {
        return System.nanoTime() - kept.nanos() > keepNanos;
    }

    private List<String> list() {
        List<String> all = new ArrayList<>();
        String last = null;
        do {
            ListTablesResponse page = calls.send(
                    "ListTables",
                    ListTablesRequest.builder().exclusiveStartTableName(last),
                    request -> client.listTables(request.build()));
            all.addAll(page.tableNames());
            last = page.lastEvaluatedTableName();
        } while (last != null);
        all.sort(null);
        return List.copyOf(all);
    }

    @Override
    public Table table(String name) {
        Kept<Table> kept = cache.tables.get(name);
        if (kept != null && !isStale(kept)) {
            return kept.value();
        }
        if (!Descriptions.isPossibleName(name)) {
            throw new SqlFailure(
                    SqlState.UNDEFINED_TABLE,
                    "table '" + name
                            + "' does not exist, nor can it: names have 3 to 255 of the characters a-z, A-Z, 0-9,"
                            + " _, - and ." + Suggestions.didYouMean(name, namesOrNone()));
        }
        return find(name)
                .or(() -> findAmongNewTables(name))
                .orElseThrow(() -> new SqlFailure(
                        SqlState.UNDEFINED_TABLE,
                        "table '" + name + "' does not exist" + Suggestions.didYouMean(name, namesOrNone())));
    }

    /** The kept list of names may be older than the table. */
    private Optional<Table> findAmongNewTables(String name) {
        cache.names = null;
        return find(name);
    }

    /** Who may not list tables has none; who was canceled is not asked to wait for the list. */
    private List<String> namesOrNone() {
        try {
            return tableNames();
        } catch (SqlFailure failure) {
            if (failure.state() == SqlState.QUERY_CANCELED || failure.state() == SqlState.TIMEOUT) {
                throw failure;
            }
            return List.of();
        }
    }

    @Override
    public Optional<Table> find(String name) {
        Optional<Table> exact = describe(name);
        if (exact.isPresent()) {
            return exact;
        }
        List<String> alike = namesOrNone().stream()
                .filter(known -> known.equalsIgnoreCase(name) && !known.equals(name))
                .toList();
        return alike.size() == 1 ? describe(alike.get(0)) : Optional.empty();
    }

    private Optional<Table> describe(String name) {
        Kept<Table> kept = cache.tables.get(name);
        if (kept != null && !isStale(kept)) {
            return Optional.of(kept.value());
        }
        if (!Descriptions.isPossibleName(name)) {
            return Optional.empty();
        }
        try {
            TableDescription description = calls.send(
                            "DescribeTable of " + name,
                            DescribeTableRequest.builder().tableName(name),
                            request -> client.describeTable(request.build()))
                    .table();
            if (description.tableStatus() == TableStatus.DELETING) {
                cache.tables.remove(name);
                return Optional.empty();
            }
            Table table = Descriptions.table(description);
            if (description.tableStatus() != TableStatus.CREATING) {
                cache.tables.put(name, new Kept<>(table, System.nanoTime()));
            }
            return Optional.of(table);
        } catch (SqlFailure failure) {
            if (failure.getCause() instanceof ResourceNotFoundException) {
                cache.tables.remove(name);
                return Optional.empty();
            }
            throw failure;
        }
    }

    @Override
    public Optional<List<Column>> seenColumns(Table table) {
        Kept<Sample> kept = cache.sampled.get(table.name());
        return kept == null
                ? Optional.empty()
                : Optional.of(all(table, kept.value().columns()));
    }

    @Override
    public List<Column> columns(Table table) {
        Kept<Sample> kept = cache.sampled.get(table.name());
        if (kept == null || isStale(kept)) {
            kept = new Kept<>(new Sampling(client, calls, sampleSize).of(table), System.nanoTime());
            cache.sampled.put(table.name(), kept);
        }
        return all(table, kept.value().columns());
    }

    private List<Column> all(Table table, List<Column> sampled) {
        List<Column> known = knownColumns(table);
        AllColumns last = cache.all.get(table.name());
        if (last == null || !last.known().equals(known) || !last.sampled().equals(sampled)) {
            last = new AllColumns(known, sampled, all(known, sampled));
            cache.all.put(table.name(), last);
        }
        return last.columns();
    }

    @Override
    public Optional<Sample> lastSample(String table) {
        return Optional.ofNullable(cache.sampled.get(table)).map(Kept::value);
    }

    private static List<Column> all(List<Column> known, List<Column> sampled) {
        List<Column> columns = new ArrayList<>(known);
        for (Column column : sampled) {
            if (known.stream().noneMatch(k -> k.name().equals(column.name()))) {
                columns.add(column);
            }
        }
        return List.copyOf(columns);
    }

    @Override
    public void written(Table table, Collection<String> attributes) {
        Kept<Sample> kept = cache.sampled.get(table.name());
        if (kept == null) {
            return;
        }
        Set<String> shown = new HashSet<>();
        kept.value().columns().forEach(column -> shown.add(column.name()));
        knownColumns(table).forEach(column -> shown.add(column.name()));
        if (!shown.containsAll(attributes)) {
            cache.sampled.remove(table.name());
        }
    }

    @Override
    public List<Column> knownColumns(Table table) {
        return declarations.columns(table);
    }

    @Override
    public List<String> namesAtHand(Table table) {
        Kept<Sample> kept = cache.sampled.get(table.name());
        return all(knownColumns(table), kept == null ? List.of() : kept.value().columns()).stream()
                .map(Column::name)
                .toList();
    }

    @Override
    public void declare(String table, List<Column> columns) {
        declarations.declare(table, columns);
        changed(table);
    }

    @Override
    public void changed(String table) {
        cache.tables.remove(table);
        cache.sampled.remove(table);
        cache.all.remove(table);
        cache.names = null;
    }

    @Override
    public void dropped(String table) {
        declarations.forget(table);
        changed(table);
    }
}
