package org.dynamojdbc.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dynamojdbc.access.AccessPath;
import org.dynamojdbc.access.Choice;
import org.dynamojdbc.access.ReadShape;
import org.dynamojdbc.catalog.Catalog;
import org.dynamojdbc.catalog.Sample;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.Suggestions;
import org.dynamojdbc.predicate.Predicates;
import org.dynamojdbc.row.OutputColumn;

/**
 * Attributes that a statement names and that nobody has seen in its table. They read as NULL, for any item may hold them;
 * as they may be misspelt too, a statement is told of them. Nothing is asked for it: the last sample of the table tells.
 */
public final class UnknownAttributes {
    private UnknownAttributes() {}

    /** A sentence for each of them. */
    public static List<String> warnings(Plan plan, Catalog catalog) {
        List<String> warnings = new ArrayList<>();
        if (plan instanceof Plan.Read read) {
            add(read.choice(), read.columns(), catalog, warnings);
        } else if (plan instanceof Plan.Count count) {
            add(count.choice(), List.of(), catalog, warnings);
        } else if (plan instanceof Plan.Relational relational) {
            relational.query().attributes().forEach((table, names) -> add(names, table, catalog, warnings));
        } else if (plan instanceof Plan.WriteEach write) {
            return warnings(write.source(), catalog);
        } else if (plan instanceof Plan.Explain explain) {
            return warnings(explain.plan(), catalog);
        }
        return warnings;
    }

    private static void add(Choice choice, List<OutputColumn> columns, Catalog catalog, List<String> warnings) {
        AccessPath path = choice.path();
        Set<String> names = new LinkedHashSet<>();
        for (OutputColumn column : columns) {
            if (column.path() != null) {
                names.add(column.path().root());
            }
        }
        addConditions(path, names);
        add(names, path.table(), catalog, warnings);
    }

    private static void addConditions(AccessPath path, Set<String> names) {
        if (path instanceof AccessPath.IndexLookup lookup) {
            addConditions(lookup.keys(), names);
        }
        ReadShape.of(path).ifPresent(shape -> {
            names.addAll(Predicates.attributes(shape.filter()));
            names.addAll(Predicates.attributes(shape.residual()));
        });
    }

    private static void add(Set<String> names, Table table, Catalog catalog, List<String> warnings) {
        for (String name : names) {
            warning(name, table, catalog).ifPresent(warnings::add);
        }
    }

    /** What is said of one attribute; empty when it was seen, and when too little was seen to say so. */
    public static Optional<String> warning(String attribute, Table table, Catalog catalog) {
        Sample sample = catalog.lastSample(table.name()).orElse(null);
        if (sample == null || sample.items() == 0) {
            return Optional.empty();
        }
        List<String> seen = catalog.namesAtHand(table);
        if (seen.contains(attribute)
                || table.indexes().stream()
                        .anyMatch(index -> index.key().attribute(attribute).isPresent())) {
            return Optional.empty();
        }
        String meant = Suggestions.didYouMean(attribute, seen);
        return sample.extent() != Sample.Extent.WHOLE && meant.isEmpty()
                ? Optional.empty()
                : Optional.of("attribute '" + attribute + "' is in no sampled item of " + table.name() + meant);
    }
}
