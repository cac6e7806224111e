package org.dynamojdbc.access;

import java.util.HashMap;
import java.util.Map;

/** Constraints on several key attributes that hold together; attributes not named are free. */
record KeyBox(Map<String, KeyConstraint> constraints) {
    static final KeyBox FREE = new KeyBox(Map.of());

    KeyBox {
        constraints = Map.copyOf(constraints);
    }

    KeyConstraint of(String attribute) {
        return constraints.getOrDefault(attribute, KeyConstraint.NONE);
    }

    KeyBox and(KeyBox other) {
        if (constraints.isEmpty()) {
            return other;
        }
        Map<String, KeyConstraint> both = new HashMap<>(constraints);
        other.constraints.forEach((attribute, constraint) -> both.merge(attribute, constraint, KeyConstraint::and));
        return new KeyBox(both);
    }
}
