package org.dynamojdbc.type;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How much a value holds (DynamoDB guide, "Comparison operator and function reference", size). */
public final class Extent {
    /** What a value has that holds nothing to count. */
    public static final int NONE = -1;

    private Extent() {}

    /** As DynamoDB's size(): characters, bytes, or elements; {@link #NONE} for numbers, booleans and NULL. */
    public static int size(AttributeValue value) {
        return switch (AttributeType.of(value)) {
            case S -> value.s().length();
            case B -> value.b().asByteArrayUnsafe().length;
            default -> elements(value);
        };
    }

    /** Elements of a list, map or set; {@link #NONE} for any other value. */
    public static int elements(AttributeValue value) {
        return switch (AttributeType.of(value)) {
            case L -> value.l().size();
            case M -> value.m().size();
            case SS -> value.ss().size();
            case NS -> value.ns().size();
            case BS -> value.bs().size();
            default -> NONE;
        };
    }
}
