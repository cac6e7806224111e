package org.dynamojdbc.error;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a conditional write was refused: the item as it was when DynamoDB checked the condition. It is the cause of the
 * {@link java.sql.SQLException} of such a write (23505 of INSERT, 23514 of IF, 40001 of a stale version).
 *
 * <pre>{@code
 * catch (SQLException e) {
 *     if (e.getCause() instanceof ConditionFailedException failed) {
 *         System.out.println(failed.item().get("status"));
 *     }
 * }
 * }</pre>
 */
public final class ConditionFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Map<String, @Nullable Object> item;

    /**
     * @param item the item as JDK objects, empty when there was none
     * @param cause the service's answer
     */
    public ConditionFailedException(
            String message, Map<String, ? extends @Nullable Object> item, @Nullable Throwable cause) {
        super(message, cause);
        this.item = Collections.unmodifiableMap(new LinkedHashMap<>(item));
    }

    /**
     * The item that did not fulfil the condition, attribute by attribute: String, BigDecimal, Boolean, byte[], List, Map,
     * Set, or null for the NULL type. Empty when no item has the key.
     */
    public Map<String, @Nullable Object> item() {
        return item;
    }
}
