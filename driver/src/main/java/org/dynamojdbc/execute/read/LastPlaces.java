package org.dynamojdbc.execute.read;

import java.util.Collection;
import java.util.TreeMap;
import org.dynamojdbc.execute.read.ResumeTokens.Place;
import org.jspecify.annotations.Nullable;

/** The last row that each of several streams delivered, those of an earlier run included. */
final class LastPlaces {
    private final TreeMap<Integer, Place> places = new TreeMap<>();

    LastPlaces(Resumption resumption, int streams) {
        for (int i = 0; i < streams; i++) {
            Place place = resumption.at(i);
            if (place != null) {
                places.put(i, place);
            }
        }
    }

    void delivered(int stream, @Nullable Place place) {
        if (place != null) {
            places.put(stream, new Place(stream, place.key()));
        }
    }

    Collection<Place> all() {
        return places.values();
    }
}
