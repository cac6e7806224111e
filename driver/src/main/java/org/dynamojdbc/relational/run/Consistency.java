package org.dynamojdbc.relational.run;

/** How consistent the reads of a relational statement are. */
public enum Consistency {
    EVENTUAL,
    /** Strongly consistent, unless a global index is the better way: it has no such reads. */
    STRONG_OFF_INDEXES,
    /** Strongly consistent; global indexes are not used. */
    STRONG
}
