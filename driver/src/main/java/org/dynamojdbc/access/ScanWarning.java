package org.dynamojdbc.access;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.catalog.KeySchema;

/** What is said of a full scan when the property scan asks to be warned. */
public final class ScanWarning {
    private ScanWarning() {}

    /** A sentence with the units that are estimated, empty for a read that scans nothing. */
    public static Optional<String> of(AccessPath path, double units) {
        AccessPath walk = path instanceof AccessPath.IndexLookup lookup ? lookup.keys() : path;
        return walk instanceof AccessPath.Scan scan
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "full scan of %s, about %.1f read units%s",
                        scan.index() == null
                                ? scan.table().name()
                                : scan.table().name() + "." + scan.index().name(),
                        units,
                        advice(scan)))
                : Optional.empty();
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
