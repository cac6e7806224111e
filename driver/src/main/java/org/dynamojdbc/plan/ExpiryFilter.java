package org.dynamojdbc.plan;

import java.time.Instant;
import java.util.List;
import org.dynamojdbc.catalog.Catalog;
import org.dynamojdbc.catalog.Column;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.predicate.CompareOperator;
import org.dynamojdbc.predicate.Operand;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.type.AttributeType;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Leaves out expired items, which DynamoDB deletes only days later; nothing to leave out without a declared TTL column. */
record ExpiryFilter(Predicate alive) {

    static ExpiryFilter of(Table table, Catalog catalog, PlannerOptions options) {
        if (options.expired() == PlannerOptions.Expired.SHOWN) {
            return new ExpiryFilter(Predicate.TRUE);
        }
        return catalog.knownColumns(table).stream()
                .filter(c -> c.writing().role() == Column.Role.TTL)
                .findFirst()
                .map(c -> new ExpiryFilter(alive(AttributePath.of(c.name()))))
                .orElse(new ExpiryFilter(Predicate.TRUE));
    }

    /** Items without a number there never expire (DynamoDB guide, Time to Live). */
    private static Predicate alive(AttributePath ttl) {
        AttributeValue now = AttributeValue.fromN(Long.toString(Instant.now().getEpochSecond()));
        return new Predicate.Or(List.of(
                new Predicate.Not(new Predicate.HasType(ttl, AttributeType.N)),
                new Predicate.Compare(new Operand.Attribute(ttl), CompareOperator.GT, new Operand.Constant(now))));
    }

    Predicate and(Predicate where) {
        return alive.equals(Predicate.TRUE) ? where : new Predicate.And(List.of(where, alive));
    }
}
