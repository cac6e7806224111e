package org.dynamojdbc.predicate;

import java.util.ArrayList;
import java.util.List;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.jspecify.annotations.Nullable;

/** A LIKE pattern, read by code points: {@code %} stands for any text, {@code _} for one character. */
final class LikePattern {
    private static final int ANY_TEXT = -1;
    private static final int ANY_CHARACTER = -2;

    /** Code points to match, or one of the two wildcards; never two ANY_TEXT in a row. */
    private final List<Integer> tokens = new ArrayList<>();

    private LikePattern(String pattern, @Nullable Integer escape) {
        int[] points = pattern.codePoints().toArray();
        for (int i = 0; i < points.length; i++) {
            int point = points[i];
            if (escape != null && point == escape) {
                i++;
                if (i == points.length) {
                    throw new SqlFailure(
                            SqlState.INVALID_ESCAPE_SEQUENCE,
                            "LIKE pattern '" + pattern
                                    + "' ends with its escape character; a character to take literally must follow it");
                }
                tokens.add(points[i]);
            } else if (point == '%') {
                if (tokens.isEmpty() || tokens.get(tokens.size() - 1) != ANY_TEXT) {
                    tokens.add(ANY_TEXT);
                }
            } else {
                tokens.add(point == '_' ? ANY_CHARACTER : point);
            }
        }
    }

    static LikePattern of(Predicate.Like like) {
        return new LikePattern(like.pattern(), like.escapeCodePoint());
    }

    boolean matches(String text) {
        int[] points = text.codePoints().toArray();
        int position = 0;
        int token = 0;
        int retryToken = -1;
        int retryPosition = 0;
        while (position < points.length) {
            if (token < tokens.size() && tokens.get(token) == ANY_TEXT) {
                token++;
                retryToken = token;
                retryPosition = position;
            } else if (token < tokens.size()
                    && (tokens.get(token) == ANY_CHARACTER || tokens.get(token) == points[position])) {
                token++;
                position++;
            } else if (retryToken >= 0) {
                token = retryToken;
                retryPosition++;
                position = retryPosition;
            } else {
                return false;
            }
        }
        return token == tokens.size() || (token == tokens.size() - 1 && tokens.get(token) == ANY_TEXT);
    }

    /** The only string that matches, null when there are wildcards. */
    @Nullable
    String literal() {
        return text(0, tokens.size());
    }

    /** x of {@code x%}, null for other patterns; "" for {@code %}. */
    @Nullable
    String prefix() {
        int last = tokens.size() - 1;
        return last >= 0 && tokens.get(last) == ANY_TEXT ? text(0, last) : null;
    }

    /** x of {@code %x%}, null for other patterns. */
    @Nullable
    String infix() {
        int last = tokens.size() - 1;
        return last >= 2 && tokens.get(0) == ANY_TEXT && tokens.get(last) == ANY_TEXT ? text(1, last) : null;
    }

    /** What every match begins with, "" when that is open. */
    String start() {
        int end = 0;
        while (end < tokens.size() && tokens.get(end) >= 0) {
            end++;
        }
        String start = text(0, end);
        return start == null ? "" : start;
    }

    /** Texts every match contains behind its {@link #start()}. */
    List<String> laterParts() {
        List<String> parts = new ArrayList<>();
        int from = start().codePointCount(0, start().length());
        int begin = from;
        for (int i = from; i <= tokens.size(); i++) {
            if (i == tokens.size() || tokens.get(i) < 0) {
                String part = text(begin, i);
                if (part != null && !part.isEmpty() && !parts.contains(part)) {
                    parts.add(part);
                }
                begin = i + 1;
            }
        }
        return parts;
    }

    private @Nullable String text(int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            if (tokens.get(i) < 0) {
                return null;
            }
            text.appendCodePoint(tokens.get(i));
        }
        return text.toString();
    }
}
