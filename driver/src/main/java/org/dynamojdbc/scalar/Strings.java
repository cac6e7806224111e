package org.dynamojdbc.scalar;

import java.util.List;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.type.ColumnType;
import org.dynamojdbc.type.Conversions;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What functions of strings give, wherever they are computed. Characters are code points, numbered from 1. */
public final class Strings {
    /** Characters that a function gives at most. */
    public static final int LONGEST = 10_000_000;

    private static final ColumnType VARCHAR = ColumnType.of(ColumnType.Kind.VARCHAR);

    private Strings() {}

    /** The text of any value, as getString gives it; of NULL the empty one. */
    public static String of(@Nullable AttributeValue value) {
        String string = value == null ? null : Conversions.string(value, VARCHAR);
        return string == null ? "" : string;
    }

    /** The text itself; 54000 for one of more than ten million characters. */
    public static String shortEnough(String text, String function) {
        if (text.length() > LONGEST) {
            throw tooLong(function);
        }
        return text;
    }

    /** The refusal of a text that is too long, 54000. */
    public static SqlFailure tooLong(String function) {
        return new SqlFailure(
                SqlState.PROGRAM_LIMIT_EXCEEDED, function + " would give more than " + LONGEST + " characters");
    }

    /** Texts one behind the other. */
    public static String joined(List<String> texts, String function) {
        StringBuilder joined = new StringBuilder();
        texts.forEach(joined::append);
        return shortEnough(joined.toString(), function);
    }

    /** In characters. */
    public static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** Without the characters of {@code removed} at its ends. */
    public static String trimmed(String text, String removed, boolean left, boolean right) {
        int[] points = text.codePoints().toArray();
        int start = 0;
        int end = points.length;
        while (left && start < end && removed.indexOf(points[start]) >= 0) {
            start++;
        }
        while (right && end > start && removed.indexOf(points[end - 1]) >= 0) {
            end--;
        }
        return new String(points, start, end - start);
    }

    /**
     * A part of a text.
     *
     * @param length null for all that follows
     */
    public static String substring(String text, int start, @Nullable Integer length) {
        int[] points = text.codePoints().toArray();
        long end = points.length + 1L;
        if (length != null) {
            if (length < 0) {
                throw new SqlFailure(
                        SqlState.INVALID_PARAMETER_VALUE, "substring takes a length of 0 or more, not " + length);
            }
            end = Math.min(end, (long) start + length);
        }
        int from = (int) Math.min(Math.max(start, 1), points.length + 1L);
        return end <= from ? "" : new String(points, from - 1, (int) (end - from));
    }

    /**
     * The beginning of a text.
     *
     * @param count of characters; negative for all but so many
     */
    public static String left(String text, int count) {
        int[] points = text.codePoints().toArray();
        int end = count < 0 ? Math.max(0, points.length + count) : Math.min(count, points.length);
        return new String(points, 0, end);
    }

    /**
     * The end of a text.
     *
     * @param count of characters; negative for all but so many
     */
    public static String right(String text, int count) {
        int[] points = text.codePoints().toArray();
        int start = count < 0 ? Math.min(points.length, -count) : Math.max(0, points.length - count);
        return new String(points, start, points.length - start);
    }

    /** With another text wherever one stands; an empty one stands nowhere. */
    public static String replaced(String text, String from, String to) {
        return from.isEmpty() ? text : shortEnough(text.replace(from, to), "replace");
    }
}
