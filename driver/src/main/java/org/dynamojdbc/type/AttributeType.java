package org.dynamojdbc.type;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The ten DynamoDB attribute types, named as the service names them. */
public enum AttributeType {
    S,
    N,
    B,
    BOOL,
    NULL,
    L,
    M,
    SS,
    NS,
    BS;

    /** The type of a stored or bound value. */
    public static AttributeType of(AttributeValue value) {
        return switch (value.type()) {
            case S -> S;
            case N -> N;
            case B -> B;
            case BOOL -> BOOL;
            case NUL -> NULL;
            case L -> L;
            case M -> M;
            case SS -> SS;
            case NS -> NS;
            case BS -> BS;
            default -> throw new IllegalArgumentException("an attribute value of no known type");
        };
    }

    /** Whether DynamoDB orders values of this type: strings, numbers and binary only. */
    public boolean orderable() {
        return this == S || this == N || this == B;
    }
}
