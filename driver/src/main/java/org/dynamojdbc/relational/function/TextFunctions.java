package org.dynamojdbc.relational.function;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.scalar.Strings;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;

/** Functions of strings. Characters are Unicode code points, numbered from 1. */
final class TextFunctions {

    private TextFunctions() {}

    static void addTo(FunctionTable.Builder table) {
        table.addVolatile("uuid", 0, Returns.TEXT, a -> UUID.randomUUID().toString());
        table.add("upper", 1, 1, Returns.TEXT, a -> text(a[0], "upper").toUpperCase(Locale.ROOT));
        table.alias("ucase", "upper");
        table.add("lower", 1, 1, Returns.TEXT, a -> text(a[0], "lower").toLowerCase(Locale.ROOT));
        table.alias("lcase", "lower");
        table.add("initcap", 1, 1, Returns.TEXT, a -> initcap(text(a[0], "initcap")));
        table.add("||", 2, 2, Returns.TEXT, a -> shortEnough(string(a[0]) + string(a[1]), "||"));
        table.addTakingNulls("concat", 1, -1, Returns.TEXT, TextFunctions::concat);
        table.addTakingNulls("concat_ws", 2, -1, Returns.TEXT, TextFunctions::concatWithSeparator);
        table.add("trim", 1, 2, Returns.TEXT, a -> trimmed(a, true, true));
        table.alias("btrim", "trim");
        table.add("ltrim", 1, 2, Returns.TEXT, a -> trimmed(a, true, false));
        table.add("rtrim", 1, 2, Returns.TEXT, a -> trimmed(a, false, true));
        table.add("substring", 2, 3, Returns.TEXT, TextFunctions::substring);
        table.alias("substr", "substring");
        table.add("left", 2, 2, Returns.TEXT, a -> Strings.left(text(a[0], "left"), Datum.integer(a[1], "left")));
        table.add("right", 2, 2, Returns.TEXT, a -> Strings.right(text(a[0], "right"), Datum.integer(a[1], "right")));
        table.add("lpad", 2, 3, Returns.TEXT, a -> padded(a, true));
        table.add("rpad", 2, 3, Returns.TEXT, a -> padded(a, false));
        table.add("repeat", 2, 2, Returns.TEXT, a -> repeated(text(a[0], "repeat"), Datum.integer(a[1], "repeat")));
        table.add("space", 1, 1, Returns.TEXT, a -> repeated(" ", Datum.integer(a[0], "space")));
        table.add("reverse", 1, 1, Returns.TEXT, a -> new StringBuilder(text(a[0], "reverse"))
                .reverse()
                .toString());
        table.add(
                "replace",
                3,
                3,
                Returns.TEXT,
                a -> Strings.replaced(text(a[0], "replace"), text(a[1], "replace"), text(a[2], "replace")));
        table.add(
                "translate",
                3,
                3,
                Returns.TEXT,
                a -> translated(text(a[0], "translate"), text(a[1], "translate"), text(a[2], "translate")));
        table.add("insert", 4, 4, Returns.TEXT, TextFunctions::inserted);
        table.alias("overlay", "insert");
        table.add("overlay_placing", 3, 4, Returns.TEXT, TextFunctions::overlaid);
        table.add(
                "split_part",
                3,
                3,
                Returns.TEXT,
                a -> part(text(a[0], "split_part"), text(a[1], "split_part"), Datum.integer(a[2], "split_part")));
        table.add("position", 2, 2, Returns.INTEGER, a -> position(text(a[0], "position"), text(a[1], "position"), 1));
        table.add(
                "locate",
                2,
                3,
                Returns.INTEGER,
                a -> position(
                        text(a[0], "locate"), text(a[1], "locate"), a.length < 3 ? 1 : Datum.integer(a[2], "locate")));
        table.add("strpos", 2, 2, Returns.INTEGER, a -> position(text(a[1], "strpos"), text(a[0], "strpos"), 1));
        table.alias("instr", "strpos");
        table.add(
                "ascii",
                1,
                1,
                Returns.INTEGER,
                a -> BigDecimal.valueOf(
                        text(a[0], "ascii").isEmpty() ? 0 : text(a[0], "ascii").codePointAt(0)));
        table.add("chr", 1, 1, Returns.TEXT, a -> character(Datum.integer(a[0], "chr")));
        table.alias("char", "chr");
        table.add(
                "char_length",
                1,
                1,
                Returns.INTEGER,
                a -> a[0] instanceof String s ? BigDecimal.valueOf(s.codePointCount(0, s.length())) : null);
        table.alias("character_length", "char_length");
        table.add(
                "length",
                1,
                1,
                Returns.INTEGER,
                a -> a[0] instanceof SdkBytes b
                        ? BigDecimal.valueOf(b.asByteArrayUnsafe().length)
                        : BigDecimal.valueOf(text(a[0], "length")
                                .codePointCount(0, text(a[0], "length").length())));
        table.add("octet_length", 1, 1, Returns.INTEGER, a -> BigDecimal.valueOf(bytes(a[0])));
        table.add("bit_length", 1, 1, Returns.INTEGER, a -> BigDecimal.valueOf(8L * bytes(a[0])));
        table.add("starts_with", 2, 2, Returns.TRUTH, a -> text(a[0], "starts_with")
                .startsWith(text(a[1], "starts_with")));
        table.add("ends_with", 2, 2, Returns.TRUTH, a -> text(a[0], "ends_with").endsWith(text(a[1], "ends_with")));
        table.add("regexp_like", 2, 3, Returns.TRUTH, a -> matcher(a, 2, "regexp_like")
                .find());
        table.add("regexp_replace", 3, 4, Returns.TEXT, a -> regexpReplaced(a));
        table.add("regexp_substr", 2, 3, Returns.TEXT, a -> {
            Matcher matcher = matcher(a, 2, "regexp_substr");
            return matcher.find() ? matcher.group() : null;
        });
        table.add(
                "regexp_count",
                2,
                3,
                Returns.INTEGER,
                a -> BigDecimal.valueOf(matcher(a, 2, "regexp_count").results().count()));
    }

    private static String text(Object value, String function) {
        return Datum.text(value, function);
    }

    /** The text of any value, as getString gives it. */
    static String string(Object value) {
        return Strings.of(Datum.toAttribute(value));
    }

    private static String shortEnough(String text, String function) {
        return Strings.shortEnough(text, function);
    }

    private static String concat(Object[] arguments) {
        return Strings.joined(
                Arrays.stream(arguments).map(a -> a == null ? "" : string(a)).toList(), "concat");
    }

    private static @Nullable String concatWithSeparator(Object[] arguments) {
        if (arguments[0] == null) {
            return null;
        }
        String separator = string(arguments[0]);
        StringBuilder joined = new StringBuilder();
        boolean any = false;
        for (int i = 1; i < arguments.length; i++) {
            if (arguments[i] != null) {
                joined.append(any ? separator : "").append(string(arguments[i]));
                any = true;
            }
        }
        return shortEnough(joined.toString(), "concat_ws");
    }

    private static String initcap(String text) {
        StringBuilder result = new StringBuilder();
        boolean inWord = false;
        for (int point : text.codePoints().toArray()) {
            result.appendCodePoint(inWord ? Character.toLowerCase(point) : Character.toUpperCase(point));
            inWord = Character.isLetterOrDigit(point);
        }
        return result.toString();
    }

    private static String trimmed(Object[] arguments, boolean left, boolean right) {
        String removed = arguments.length < 2 ? " " : text(arguments[1], "trim");
        return Strings.trimmed(text(arguments[0], "trim"), removed, left, right);
    }

    private static String substring(Object[] arguments) {
        return Strings.substring(
                text(arguments[0], "substring"),
                Datum.integer(arguments[1], "substring"),
                arguments.length < 3 ? null : Datum.integer(arguments[2], "substring"));
    }

    private static String padded(Object[] arguments, boolean left) {
        String function = left ? "lpad" : "rpad";
        int[] points = text(arguments[0], function).codePoints().toArray();
        int length = Datum.integer(arguments[1], function);
        int[] fill = arguments.length < 3
                ? new int[] {' '}
                : text(arguments[2], function).codePoints().toArray();
        if (length > Strings.LONGEST) {
            throw Strings.tooLong(function);
        }
        if (length <= points.length || fill.length == 0) {
            return new String(points, 0, Math.max(0, Math.min(length, points.length)));
        }
        StringBuilder padding = new StringBuilder();
        for (int i = 0; i < length - points.length; i++) {
            padding.appendCodePoint(fill[i % fill.length]);
        }
        String text = new String(points, 0, points.length);
        return left ? padding + text : text + padding;
    }

    private static String repeated(String text, int times) {
        if ((long) text.length() * times > Strings.LONGEST) {
            throw Strings.tooLong("repeat");
        }
        return text.repeat(Math.max(0, times));
    }

    private static String translated(String text, String from, String to) {
        int[] source = from.codePoints().toArray();
        int[] target = to.codePoints().toArray();
        StringBuilder result = new StringBuilder();
        text.codePoints().forEach(point -> {
            int at = 0;
            while (at < source.length && source[at] != point) {
                at++;
            }
            if (at == source.length) {
                result.appendCodePoint(point);
            } else if (at < target.length) {
                result.appendCodePoint(target[at]);
            }
        });
        return result.toString();
    }

    /** INSERT(text, start, length, inserted), a JDBC function. */
    private static String inserted(Object[] arguments) {
        int[] points = text(arguments[0], "insert").codePoints().toArray();
        int start = Math.min(Math.max(Datum.integer(arguments[1], "insert"), 1), points.length + 1);
        int length = Math.max(0, Datum.integer(arguments[2], "insert"));
        int rest = (int) Math.min(points.length, start - 1L + length);
        return new String(points, 0, start - 1)
                + text(arguments[3], "insert")
                + new String(points, rest, points.length - rest);
    }

    /** OVERLAY(text PLACING placed FROM start FOR length), of the placed text's length when none is given. */
    private static String overlaid(Object[] arguments) {
        String placed = text(arguments[1], "overlay");
        Object length =
                arguments.length > 3 ? arguments[3] : BigDecimal.valueOf(placed.codePointCount(0, placed.length()));
        return inserted(new Object[] {arguments[0], arguments[2], length, placed});
    }

    private static String part(String text, String delimiter, int number) {
        if (number == 0) {
            throw new SqlFailure(
                    SqlState.INVALID_PARAMETER_VALUE,
                    "split_part numbers parts from 1, or from -1 at the end, not from 0");
        }
        String[] parts = delimiter.isEmpty() ? new String[] {text} : text.split(Pattern.quote(delimiter), -1);
        int at = number > 0 ? number - 1 : parts.length + number;
        return at >= 0 && at < parts.length ? parts[at] : "";
    }

    private static BigDecimal position(String needle, String text, int from) {
        int length = text.codePointCount(0, text.length());
        if (from < 1 || from > length + 1) {
            return BigDecimal.ZERO;
        }
        int found = text.indexOf(needle, text.offsetByCodePoints(0, from - 1));
        return BigDecimal.valueOf(found < 0 ? 0 : text.codePointCount(0, found) + 1);
    }

    private static String character(int point) {
        if (!Character.isValidCodePoint(point)
                || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)) {
            throw new SqlFailure(SqlState.INVALID_PARAMETER_VALUE, "chr takes a Unicode code point, not " + point);
        }
        return Character.toString(point);
    }

    private static long bytes(Object value) {
        return value instanceof SdkBytes bytes
                ? bytes.asByteArrayUnsafe().length
                : text(value, "octet_length").getBytes(StandardCharsets.UTF_8).length;
    }

    private static Matcher matcher(Object[] arguments, int flagsAt, String function) {
        int flags = arguments.length > flagsAt ? flags(text(arguments[flagsAt], function), function) : 0;
        return pattern(text(arguments[1], function), flags, function).matcher(text(arguments[0], function));
    }

    private static int flags(String letters, String function) {
        int flags = 0;
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            flags |= switch (letter) {
                case 'i' -> Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
                case 'm' -> Pattern.MULTILINE;
                case 's', 'n' -> Pattern.DOTALL;
                case 'g', 'c' -> 0;
                default -> throw new SqlFailure(
                        SqlState.INVALID_PARAMETER_VALUE,
                        function + " knows the flags i, m, s, g and c, not '" + letter + "'");
            };
        }
        return flags;
    }

    private static Pattern pattern(String pattern, int flags, String function) {
        try {
            return Pattern.compile(pattern, flags);
        } catch (PatternSyntaxException malformed) {
            throw new SqlFailure(
                    SqlState.INVALID_PARAMETER_VALUE,
                    function + ": '" + pattern + "' is no regular expression: " + malformed.getDescription(),
                    malformed);
        }
    }

    private static String regexpReplaced(Object[] arguments) {
        try {
            return shortEnough(
                    matcher(arguments, 3, "regexp_replace").replaceAll(text(arguments[2], "regexp_replace")),
                    "regexp_replace");
        } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
            throw new SqlFailure(
                    SqlState.INVALID_PARAMETER_VALUE,
                    "regexp_replace: the replacement refers to a group that is not there; write $1, or \\$ for a"
                            + " dollar sign",
                    malformed);
        }
    }
}
