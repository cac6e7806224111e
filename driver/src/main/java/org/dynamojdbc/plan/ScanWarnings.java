package org.dynamojdbc.plan;

import java.util.List;
import java.util.Locale;
import org.dynamojdbc.access.AccessPath;
import org.dynamojdbc.access.Choice;
import org.dynamojdbc.plan.PlannerOptions.ScanPolicy;

/** What is said of a full scan when the property scan asks to be warned. */
final class ScanWarnings {
    private ScanWarnings() {}

    static List<String> of(Choice choice, PlannerOptions options) {
        if (options.scan() == ScanPolicy.WARN && choice.path() instanceof AccessPath.Scan scan) {
            return List.of(String.format(
                    Locale.ROOT,
                    "full scan of %s, about %.1f read units; a condition on %s would make it a Query",
                    scan.index() == null
                            ? scan.table().name()
                            : scan.table().name() + "." + scan.index().name(),
                    choice.cost().readUnits(),
                    scan.table().key().partition().get(0).name()));
        }
        return List.of();
    }
}
