package org.dynamojdbc.execute.call;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.Capacity;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;

/** Sums units by table and index, from several threads. */
final class Arms {
    private final Map<Place, Double> readUnits = new HashMap<>();
    private final Map<Place, Double> writeUnits = new HashMap<>();

    /** What the units are of. */
    enum Kind {
        READ,
        WRITE
    }

    private record Place(String table, @Nullable String index) {}

    /** The table's arm is what no index took where the service does not name it. */
    synchronized void add(@Nullable ConsumedCapacity capacity, Kind kind) {
        if (capacity == null || capacity.tableName() == null) {
            return;
        }
        String table = capacity.tableName();
        double indexes = indexes(table, capacity.localSecondaryIndexes(), kind)
                + indexes(table, capacity.globalSecondaryIndexes(), kind);
        double rest = capacity.table() == null ? Calls.units(capacity) - indexes : units(capacity.table());
        if (rest > 0) {
            put(new Place(table, null), rest, kind);
        }
    }

    private double indexes(String table, Map<String, Capacity> indexes, Kind kind) {
        double sum = 0;
        for (Map.Entry<String, Capacity> index : indexes.entrySet()) {
            put(new Place(table, index.getKey()), units(index.getValue()), kind);
            sum += units(index.getValue());
        }
        return sum;
    }

    private static double units(Capacity capacity) {
        return capacity.capacityUnits() == null ? 0 : capacity.capacityUnits();
    }

    private void put(Place place, double amount, Kind kind) {
        (kind == Kind.READ ? readUnits : writeUnits).merge(place, amount, Double::sum);
    }

    synchronized List<Statistics.Arm> list() {
        List<Statistics.Arm> arms = new ArrayList<>();
        Set<Place> places = new HashSet<>(readUnits.keySet());
        places.addAll(writeUnits.keySet());
        for (Place place : places) {
            arms.add(new Statistics.Arm(
                    place.table(),
                    place.index(),
                    readUnits.getOrDefault(place, 0.0),
                    writeUnits.getOrDefault(place, 0.0)));
        }
        arms.sort(Comparator.comparing(Statistics.Arm::table)
                .thenComparing(arm -> arm.index() == null ? "" : arm.index()));
        return arms;
    }
}
