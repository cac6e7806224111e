package org.dynamojdbc.grammar;

import org.jspecify.annotations.Nullable;

/** A text that is no statement of the dialect. The message begins with the place, as in {@code line 1:8 ...}. */
public final class SyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final int line;
    private final int column;

    /** Why the text was refused. */
    public enum Kind {
        /** It does not follow the grammar. */
        SYNTAX,
        /** It is longer or deeper than the parser takes. */
        LIMIT
    }

    SyntaxException(Kind kind, int line, int column, String message, @Nullable Throwable cause) {
        super("line " + line + ":" + column + " " + message, cause);
        this.kind = kind;
        this.line = line;
        this.column = column;
    }

    public Kind kind() {
        return kind;
    }

    /** From 1. */
    public int line() {
        return line;
    }

    /** From 1, in UTF-16 units. */
    public int column() {
        return column;
    }
}
