package org.dynamojdbc.predicate;

/** A set of truth values: which outcomes of a predicate are asked for. */
record Outcomes(boolean includesTrue, boolean includesFalse, boolean includesUnknown) {
    static final Outcomes TRUE = new Outcomes(true, false, false);
    static final Outcomes FALSE = new Outcomes(false, true, false);
    static final Outcomes UNKNOWN = new Outcomes(false, false, true);
    static final Outcomes NOT_FALSE = new Outcomes(true, false, true);
    static final Outcomes NOT_TRUE = new Outcomes(false, true, true);

    static Outcomes of(Truth truth) {
        return switch (truth) {
            case TRUE -> TRUE;
            case FALSE -> FALSE;
            case UNKNOWN -> UNKNOWN;
        };
    }

    boolean includes(Truth truth) {
        return switch (truth) {
            case TRUE -> includesTrue;
            case FALSE -> includesFalse;
            case UNKNOWN -> includesUnknown;
        };
    }

    /** The outcomes of a predicate for these outcomes of its negation. */
    Outcomes negated() {
        return new Outcomes(includesFalse, includesTrue, includesUnknown);
    }

    Outcomes complement() {
        return new Outcomes(!includesTrue, !includesFalse, !includesUnknown);
    }
}
