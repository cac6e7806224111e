package org.dynamojdbc.plan;

import java.util.List;
import java.util.Map;
import org.dynamojdbc.access.AccessPath;
import org.dynamojdbc.access.AccessPathChooser;
import org.dynamojdbc.access.ReadPreferences;
import org.dynamojdbc.access.ReadRequest;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.tree.Position;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The items an UPDATE or DELETE names by their full keys.
 *
 * @param condition what each item must fulfil besides its key
 */
record KeyedItems(List<Map<String, AttributeValue>> keys, Predicate condition) {

    /** Uses the choice of reads: a condition that GetItem or BatchGetItem would answer fixes the full keys. */
    static KeyedItems of(Table table, Predicate where, String verb, Position position) {
        List<AttributePath> keyPaths = table.key().attributes().stream()
                .map(a -> AttributePath.of(a.name()))
                .toList();
        AccessPath path = AccessPathChooser.choose(new ReadRequest(
                        table,
                        null,
                        where,
                        keyPaths,
                        List.of(),
                        -1,
                        false,
                        new ReadPreferences(true, null, true, null)))
                .path();
        if (path instanceof AccessPath.Nothing) {
            return new KeyedItems(List.of(), Predicate.TRUE);
        }
        if (path instanceof AccessPath.GetItem item) {
            return new KeyedItems(List.of(item.key()), item.shape().residual());
        }
        if (path instanceof AccessPath.BatchGetItem items) {
            return new KeyedItems(items.keys(), items.shape().residual());
        }
        throw new SqlFailure(
                SqlState.FEATURE_NOT_SUPPORTED,
                At.of(position) + verb + " needs the full key of " + table.name() + " in WHERE ("
                        + String.join(
                                " = ? AND ",
                                table.key().attributes().stream()
                                        .map(KeyAttribute::name)
                                        .toList())
                        + " = ?) in this version; read the keys with a SELECT first");
    }
}
