package org.dynamojdbc.dialect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A piece of SQL as a manual writes it: words, numbers and texts that stand for themselves, and names that stand for others.
 *
 * <p>A word of one or two small letters, {@code ?}, {@code key}, {@code condition}, {@code expression}, {@code property},
 * {@code value} and a text of one letter stand for anything in their place, and for the same wherever they stand; {@code
 * ...} stands for anything or nothing.
 */
final class Form {
    private static final Pattern TOKEN = Pattern.compile(
            "'(?:[^']++|'')*+'|\"(?:[^\"]++|\"\")*+\"|\\.\\.\\.|[\\w^#]+(?:\\.\\d+)?|<<|>>|<=|>=|<>|\\|\\||[^\\s\\w]");
    private static final Pattern ANY =
            Pattern.compile("[a-z]{1,2}|key|condition|expression|property|value|\\?|'[a-z]'");
    private static final Set<String> OPENING = Set.of("(", "[", "{", "<<");
    private static final Set<String> CLOSING = Set.of(")", "]", "}", ">>");
    /** Where the place of one thing ends. */
    private static final Set<String> CLAUSES = Set.of(
            "set",
            "where",
            "if",
            "returning",
            "values",
            "value",
            "from",
            "on",
            "with",
            "remove",
            "add",
            "delete",
            "order",
            "limit",
            "select",
            ",",
            "into",
            "table",
            "index");

    private final List<String> tokens;

    Form(String text) {
        this.tokens = tokens(text);
    }

    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
        return tokens;
    }

    /** Whether a part of a statement is of this form. */
    boolean isIn(String statement) {
        List<String> words = tokens(statement);
        for (int i = 0; i < words.size(); i++) {
            if (matches(0, words, i, new HashMap<>())) {
                return true;
            }
        }
        return false;
    }

    private boolean matches(int at, List<String> words, int i, Map<String, List<String>> meant) {
        if (at == tokens.size()) {
            return true;
        }
        String token = tokens.get(at);
        if (token.equals("...")) {
            return anything(at, words, i, meant);
        }
        boolean called = at + 1 < tokens.size() && tokens.get(at + 1).equals("(");
        if (ANY.matcher(token).matches() && (!called || token.length() <= 2)) {
            return oneThing(at, words, i, meant);
        }
        return i < words.size()
                && token.toLowerCase(Locale.ROOT).equals(words.get(i).toLowerCase(Locale.ROOT))
                && matches(at + 1, words, i + 1, meant);
    }

    private boolean anything(int at, List<String> words, int i, Map<String, List<String>> meant) {
        int depth = 0;
        for (int end = i; depth >= 0; end++) {
            if (depth == 0 && matches(at + 1, words, end, meant)) {
                return true;
            }
            if (end == words.size()) {
                return false;
            }
            depth += step(words.get(end));
        }
        return false;
    }

    private boolean oneThing(int at, List<String> words, int i, Map<String, List<String>> meant) {
        String token = tokens.get(at);
        List<String> same = meant.get(token);
        if (same != null) {
            int end = i + same.size();
            return end <= words.size() && words.subList(i, end).equals(same) && matches(at + 1, words, end, meant);
        }
        int depth = 0;
        for (int end = i; end < words.size(); end++) {
            String word = words.get(end);
            depth += step(word);
            if (depth < 0 || (depth == 0 && CLAUSES.contains(word.toLowerCase(Locale.ROOT)))) {
                return false;
            }
            if (depth == 0) {
                Map<String, List<String>> with = new HashMap<>(meant);
                if (!token.equals("?")) {
                    with.put(token, words.subList(i, end + 1));
                }
                if (matches(at + 1, words, end + 1, with)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static int step(String word) {
        return OPENING.contains(word) ? 1 : CLOSING.contains(word) ? -1 : 0;
    }
}
