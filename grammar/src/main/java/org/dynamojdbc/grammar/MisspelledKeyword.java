package org.dynamojdbc.grammar;

import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Finds the keyword that a word was probably meant to be. */
final class MisspelledKeyword {
    private static final int SHORTEST = 4;

    private MisspelledKeyword() {}

    /** Null when no keyword is one slip away: a letter too many, too few, wrong, or two letters exchanged. */
    static @Nullable String meant(String word) {
        String upper = word.toUpperCase(Locale.ROOT);
        return IntStream.rangeClosed(1, DynamoSqlLexer.VOCABULARY.getMaxTokenType())
                .mapToObj(DynamoSqlLexer.VOCABULARY::getLiteralName)
                .filter(Objects::nonNull)
                .map(literal -> literal.substring(1, literal.length() - 1))
                .filter(keyword -> keyword.length() >= SHORTEST && isOneSlip(upper, keyword))
                .findFirst()
                .orElse(null);
    }

    private static boolean isOneSlip(String written, String meant) {
        int start = 0;
        int shorter = Math.min(written.length(), meant.length());
        while (start < shorter && written.charAt(start) == meant.charAt(start)) {
            start++;
        }
        int end = 0;
        while (end < shorter - start
                && written.charAt(written.length() - 1 - end) == meant.charAt(meant.length() - 1 - end)) {
            end++;
        }
        String restWritten = written.substring(start, written.length() - end);
        String restMeant = meant.substring(start, meant.length() - end);
        return (restWritten.length() <= 1 && restMeant.length() <= 1)
                || (restWritten.length() == 2
                        && restWritten.equals(
                                new StringBuilder(restMeant).reverse().toString()));
    }
}
