package org.dynamojdbc.dialect;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A setup statement for each number of a range: {@code 1..50 INSERT ...}. In it {@code ${i}} is the number, {@code ${i % 7}}
 * and {@code ${i / 7}} are computed from it, {@code ${i pad 4}} has leading zeros, and {@code ${x * 900}} is 900 times x.
 * In any statement {@code ${list 1..9 'a = #' ' OR '}} repeats a text for each number; {@code ^} in it stands for a quote.
 */
final class Template {
    private static final Pattern RANGE = Pattern.compile("(\\d+)\\.\\.(\\d+)\\s+(.*)");
    private static final Pattern PLACE = Pattern.compile("\\$\\{(\\w+)(?:\\s*(%|/|\\*|pad)\\s*(\\d+))?}");

    private static final Pattern LIST = Pattern.compile("\\$\\{list (\\d+)\\.\\.(\\d+) '([^']*)' '([^']*)'}");

    private Template() {}

    static Stream<String> expand(String statement) {
        Matcher range = RANGE.matcher(statement);
        if (!range.matches()) {
            return Stream.of(filled(statement));
        }
        String template = range.group(3);
        return IntStream.rangeClosed(Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2)))
                .mapToObj(i -> filled(template, i));
    }

    /** The statement with its places filled; {@code i} is 0. */
    static String filled(String statement) {
        return filled(statement, 0);
    }

    private static String filled(String template, int i) {
        String listed = LIST.matcher(template).replaceAll(Template::list);
        return PLACE.matcher(listed).replaceAll(place -> value(place, i));
    }

    private static String list(MatchResult place) {
        return IntStream.rangeClosed(Integer.parseInt(place.group(1)), Integer.parseInt(place.group(2)))
                .mapToObj(n -> place.group(3).replace("#", String.valueOf(n)).replace('^', '\''))
                .collect(Collectors.joining(place.group(4)));
    }

    private static String value(MatchResult place, int i) {
        if (place.group(2) == null) {
            return String.valueOf(i);
        }
        int number = Integer.parseInt(place.group(3));
        return switch (place.group(2)) {
            case "%" -> String.valueOf(i % number);
            case "/" -> String.valueOf(i / number);
            case "pad" -> "0".repeat(Math.max(0, number - String.valueOf(i).length())) + i;
            default -> place.group(1).repeat(number);
        };
    }
}
