package org.dynamojdbc.catalog;

import org.dynamojdbc.type.AttributeType;

/** A key attribute; its type is S, N or B. */
public record KeyAttribute(String name, AttributeType type) {}
