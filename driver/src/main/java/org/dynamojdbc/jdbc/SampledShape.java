package org.dynamojdbc.jdbc;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.dynamojdbc.catalog.Catalog;
import org.dynamojdbc.catalog.Sample;
import org.dynamojdbc.row.OutputColumn;
import org.dynamojdbc.tree.QueryBody;
import org.dynamojdbc.tree.SelectItem;
import org.dynamojdbc.tree.Statement;

/** The samples that a SELECT * has its columns from, where they are not of the whole table: more attributes may exist. */
final class SampledShape {
    private static final SampledShape CERTAIN = new SampledShape(Map.of());

    private final Map<String, Sample> samples;

    private SampledShape(Map<String, Sample> samples) {
        this.samples = samples;
    }

    /** Asks nothing: the samples were taken when the statement was planned. */
    static SampledShape of(Statement statement, List<OutputColumn> columns, Catalog catalog) {
        if (!(statement instanceof Statement.QueryStatement query
                && query.query().body() instanceof QueryBody.Select select
                && select.items().stream().anyMatch(SelectItem.AllColumns.class::isInstance))) {
            return CERTAIN;
        }
        Map<String, Sample> samples = new LinkedHashMap<>();
        String last = "";
        for (OutputColumn column : columns) {
            if (!column.table().equals(last)) {
                last = column.table();
                catalog.lastSample(last)
                        .filter(sample ->
                                sample.extent() == Sample.Extent.START || sample.extent() == Sample.Extent.DENIED)
                        .ifPresent(sample -> samples.put(column.table(), sample));
            }
        }
        return samples.isEmpty() ? CERTAIN : new SampledShape(samples);
    }

    /** A sentence for each sample that {@code wanted} takes with the name of its table. */
    void tell(BiPredicate<String, Sample> wanted, Consumer<String> warn) {
        samples.forEach((table, sample) -> {
            if (wanted.test(table, sample)) {
                warn.accept(sentence(table, sample));
            }
        });
    }

    private static String sentence(String table, Sample sample) {
        String known = sample.extent() == Sample.Extent.DENIED
                ? "SELECT * shows the key and the declared columns of " + table
                        + ", whose items this user may not scan for others"
                : "SELECT * shows the attributes that the first " + sample.items() + " items of " + table
                        + " have, and there may be more items";
        String more = sample.extent() == Sample.Extent.DENIED ? "" : " or raise sampleSize";
        return known + "; name other attributes in the SELECT list, declare them (schemaFile)" + more;
    }
}
