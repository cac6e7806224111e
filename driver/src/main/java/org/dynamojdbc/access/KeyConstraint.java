package org.dynamojdbc.access;

/**
 * What a condition asks of one key attribute.
 *
 * @param domain the values it may have where it has the declared type
 * @param typed whether the condition holds only where the attribute is there and has the declared type
 */
record KeyConstraint(Domain domain, boolean typed) {
    static final KeyConstraint NONE = new KeyConstraint(Domain.FULL, false);

    KeyConstraint and(KeyConstraint other) {
        return new KeyConstraint(domain.intersect(other.domain), typed || other.typed);
    }
}
