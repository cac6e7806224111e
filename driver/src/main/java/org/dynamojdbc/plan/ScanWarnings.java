package org.dynamojdbc.plan;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.dynamojdbc.access.AccessPath;
import org.dynamojdbc.access.AccessPathChooser;
import org.dynamojdbc.access.Choice;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.catalog.KeySchema;
import org.dynamojdbc.plan.PlannerOptions.ScanPolicy;

/** What is said of a full scan when the property scan asks to be warned. */
final class ScanWarnings {
    private ScanWarnings() {}

    static List<String> of(Choice choice, PlannerOptions options) {
        AccessPath walk = choice.path() instanceof AccessPath.IndexLookup lookup ? lookup.keys() : choice.path();
        if (options.scan() == ScanPolicy.WARN && walk instanceof AccessPath.Scan scan) {
            return List.of(String.format(
                    Locale.ROOT,
                    "full scan of %s, about %.1f read units%s",
                    scan.index() == null
                            ? scan.table().name()
                            : scan.table().name() + "." + scan.index().name(),
                    choice.cost().readUnits(),
                    advice(scan)));
        }
        return List.of();
    }

    /** A segment was asked for as such: only a Scan has segments. */
    private static String advice(AccessPath.Scan scan) {
        if (scan.segment() != null) {
            return "";
        }
        KeySchema key = scan.index() == null ? scan.table().key() : scan.index().key();
        String names = key.partition().stream().map(KeyAttribute::name).collect(Collectors.joining(" and "));
        return AccessPathChooser.couldQuery(scan)
                ? "; the conditions on " + names + " allow reads by key, but those are estimated to cost no less"
                : "; a condition with = on " + names + " would make it a Query";
    }
}
