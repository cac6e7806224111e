package org.dynamojdbc.jdbc.metadata;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A LIKE pattern of DatabaseMetaData, escape {@code \}. Most tools send plain names without escaping them, so a name that is
 * spelled exactly like the pattern wins over all that it would match.
 */
final class NamePattern {
    static final String ESCAPE = "\\";

    private final @Nullable String text;

    /** @param text null matches everything */
    NamePattern(@Nullable String text) {
        this.text = text;
    }

    /** Whether more than one name can match. */
    boolean wild() {
        if (text == null) {
            return true;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '%' || c == '_') {
                return true;
            }
        }
        return false;
    }

    /** The name that the pattern spells when its escapes are taken away, null when it has a % and so spells none. */
    @Nullable
    String literal() {
        if (text == null) {
            return null;
        }
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                return null;
            }
            if (c == '\\' && i + 1 < text.length()) {
                c = text.charAt(++i);
            }
            name.append(c);
        }
        return name.toString();
    }

    /** The matching names, in their order. */
    List<String> filter(List<String> names) {
        String literal = literal();
        if (literal != null && names.contains(literal)) {
            return List.of(literal);
        }
        Pattern regex = regex();
        List<String> exact =
                names.stream().filter(name -> regex.matcher(name).matches()).toList();
        if (!exact.isEmpty() || literal == null) {
            return exact;
        }
        return names.stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).equals(literal.toLowerCase(Locale.ROOT)))
                .toList();
    }

    private Pattern regex() {
        if (text == null) {
            return Pattern.compile(".*", Pattern.DOTALL);
        }
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                regex.append(Pattern.quote(String.valueOf(text.charAt(++i))));
            } else if (c == '%') {
                regex.append(".*");
            } else if (c == '_') {
                regex.append('.');
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
