package org.dynamojdbc.predicate;

import org.dynamojdbc.row.AttributePath;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A side of a comparison. */
public sealed interface Operand {
    /** An attribute or a place inside one. */
    record Attribute(AttributePath path) implements Operand {}

    /** A bound value; type NULL stands for SQL NULL. */
    record Constant(AttributeValue value) implements Operand {}

    /** {@code size(path)}: UTF-16 units, bytes or elements; NULL for missing, NULL, N and BOOL. */
    record Size(AttributePath path) implements Operand {}

    /** {@code CHAR_LENGTH(path)}: characters of a string, NULL for anything else. */
    record CharLength(AttributePath path) implements Operand {}

    /** {@code CARDINALITY(path)}: elements of a list, map or set, NULL for anything else. */
    record Cardinality(AttributePath path) implements Operand {}

    /** {@code COALESCE(path, fallback)}. */
    record Coalesce(AttributePath path, AttributeValue fallback) implements Operand {}
}
