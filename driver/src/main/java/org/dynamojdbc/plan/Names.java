package org.dynamojdbc.plan;

import java.util.List;
import org.dynamojdbc.catalog.Column;

/** Column names as written become names as known: exactly, else the only one equal ignoring case, else as written. */
final class Names {
    private Names() {}

    static String column(String written, List<Column> known) {
        for (Column column : known) {
            if (column.name().equals(written)) {
                return written;
            }
        }
        List<String> alike = known.stream()
                .map(Column::name)
                .filter(name -> name.equalsIgnoreCase(written))
                .toList();
        return alike.size() == 1 ? alike.get(0) : written;
    }
}
