package org.dynamojdbc.execute.write;

import java.util.LinkedHashSet;
import java.util.Set;
import org.dynamojdbc.execute.write.ItemWrite.SetValue;
import org.dynamojdbc.row.AttributePath;

/** The places of an item that the right side of SET reads. */
public final class SetInputs {
    private SetInputs() {}

    public static Set<AttributePath> of(SetValue value) {
        Set<AttributePath> places = new LinkedHashSet<>();
        collect(value, places);
        return places;
    }

    private static void collect(SetValue value, Set<AttributePath> places) {
        if (value instanceof SetValue.Attribute attribute) {
            places.add(attribute.path());
        } else if (value instanceof SetValue.Plus plus) {
            collect(plus.left(), places);
            collect(plus.right(), places);
        } else if (value instanceof SetValue.Minus minus) {
            collect(minus.left(), places);
            collect(minus.right(), places);
        } else if (value instanceof SetValue.IfNotExists choice) {
            places.add(choice.path());
            collect(choice.fallback(), places);
        } else if (value instanceof SetValue.ListAppend append) {
            collect(append.first(), places);
            collect(append.second(), places);
        } else if (value instanceof SetValue.Computed computed) {
            places.addAll(computed.value().inputs());
        }
    }
}
