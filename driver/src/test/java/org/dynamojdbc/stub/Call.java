package org.dynamojdbc.stub;

import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/**
 * A request that the stub received.
 *
 * @param operation the API's name, such as {@code Query}
 * @param body its JSON
 */
public record Call(String operation, JsonNode body) {

    public boolean has(String field) {
        return body.field(field).isPresent();
    }

    /** A member of the request; fails when it is absent. */
    public JsonNode field(String name) {
        return body.field(name).orElseThrow(() -> new AssertionError(operation + " has no " + name + ": " + body));
    }
}
