package org.dynamojdbc.predicate;

import java.util.ArrayList;
import java.util.List;

/**
 * Expression text that joins with the fewest parentheses: DynamoDB rejects redundant ones.
 *
 * @param operators operators and functions as the service counts them towards its limit of 300
 */
record Fragment(String text, Binding binding, int operators) {

    /** How tightly the outermost operator binds, loosest first. */
    enum Binding {
        OR,
        AND,
        NOT,
        CONDITION
    }

    /** A comparison or function. */
    static Fragment condition(String text, int operators) {
        return new Fragment(text, Binding.CONDITION, operators);
    }

    Fragment not() {
        return new Fragment("NOT " + within(Binding.CONDITION), Binding.NOT, operators + 1);
    }

    static Fragment and(Fragment... terms) {
        return join(List.of(terms), " AND ", Binding.AND);
    }

    static Fragment or(Fragment... terms) {
        return join(List.of(terms), " OR ", Binding.OR);
    }

    static Fragment and(List<Fragment> terms) {
        return join(terms, " AND ", Binding.AND);
    }

    static Fragment or(List<Fragment> terms) {
        return join(terms, " OR ", Binding.OR);
    }

    private static Fragment join(List<Fragment> terms, String separator, Binding binding) {
        List<String> texts = new ArrayList<>();
        int operators = terms.size() - 1;
        for (Fragment term : terms) {
            texts.add(term.within(binding));
            operators += term.operators;
        }
        return new Fragment(String.join(separator, texts), binding, operators);
    }

    private String within(Binding outer) {
        return binding.compareTo(outer) < 0 ? "(" + text + ")" : text;
    }
}
