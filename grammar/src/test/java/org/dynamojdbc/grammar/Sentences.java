package org.dynamojdbc.grammar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.ATN;
import org.antlr.v4.runtime.atn.ATNState;
import org.antlr.v4.runtime.atn.AtomTransition;
import org.antlr.v4.runtime.atn.RuleStopState;
import org.antlr.v4.runtime.atn.RuleTransition;
import org.antlr.v4.runtime.atn.Transition;

/** Random sentences of the grammar, made by walking the parser's own network: a new rule is covered without a change. */
final class Sentences {
    private static final int LONG_ENOUGH = 60;
    private static final ATN NETWORK = DynamoSqlParser._ATN;
    private static final int[] HEIGHT = heights();

    private final Random random;
    private final List<String> words = new ArrayList<>();

    private Sentences(Random random) {
        this.random = random;
    }

    /** A statement of the grammar; rules nest at most {@code depth} deep where the grammar allows it. */
    static String statement(Random random, int depth) {
        Sentences sentences = new Sentences(random);
        sentences.walk(DynamoSqlParser.RULE_statement, depth);
        return String.join(" ", sentences.words);
    }

    private void walk(int rule, int budget) {
        ATNState state = NETWORK.ruleToStartState[rule];
        while (!(state instanceof RuleStopState)) {
            Transition transition = choose(state, words.size() > LONG_ENOUGH ? 0 : budget);
            if (transition instanceof RuleTransition call) {
                walk(call.target.ruleIndex, budget - 1);
                state = call.followState;
            } else {
                if (!transition.isEpsilon()) {
                    words.add(word(pick(transition)));
                }
                state = transition.target;
            }
        }
    }

    private Transition choose(ATNState state, int budget) {
        Transition[] affordable = Arrays.stream(state.getTransitions())
                .filter(t -> cost(t, HEIGHT) <= budget)
                .toArray(Transition[]::new);
        if (affordable.length > 0) {
            return affordable[random.nextInt(affordable.length)];
        }
        Transition cheapest = state.transition(0);
        for (Transition transition : state.getTransitions()) {
            cheapest = cost(transition, HEIGHT) < cost(cheapest, HEIGHT) ? transition : cheapest;
        }
        return cheapest;
    }

    private int pick(Transition transition) {
        if (transition instanceof AtomTransition atom) {
            return atom.label;
        }
        List<Integer> labels = transition.label().toList();
        return labels.get(random.nextInt(labels.size()));
    }

    private String word(int token) {
        return switch (token) {
            case Token.EOF -> "";
            case DynamoSqlParser.NAME -> oneOf("a", "Total", "order_id", "x1", "größe");
            case DynamoSqlParser.QUOTED_NAME -> oneOf("\"a\"", "\"select\"", "\"with \"\"quotes\"\"\"", "\"a.b-c\"");
            case DynamoSqlParser.STRING -> oneOf("''", "'text'", "'it''s'", "'--'", "'/* ;'", "'\n'", "'😀'");
            case DynamoSqlParser.INTEGER -> oneOf("0", "1", "12345678901234567890123456789012345678");
            case DynamoSqlParser.DECIMAL_NUMBER -> oneOf("1.50", ".5", "1e10", "2.", "1E-130");
            case DynamoSqlParser.BINARY_LITERAL -> oneOf("X''", "x'00fF'");
            case DynamoSqlParser.HEX_LITERAL -> oneOf("0xFF", "0x0a0B");
            case DynamoSqlParser.ESCAPED_TEMPORAL -> oneOf(
                    "{d '2024-01-31'}", "{ t '10:00:00' }", "{ts '2024-01-31 10:00:00.5'}");
            case DynamoSqlParser.ESCAPED_ESCAPE -> "{escape '!'}";
            case DynamoSqlParser.ESCAPE_FN -> "{fn ";
            case DynamoSqlParser.ESCAPE_OJ -> "{oj ";
            case DynamoSqlParser.ESCAPE_CALL -> oneOf("{call ", "{? = call ");
            default -> literal(token);
        };
    }

    private static String literal(int token) {
        String literal = DynamoSqlParser.VOCABULARY.getLiteralName(token);
        return literal == null
                ? DynamoSqlParser.VOCABULARY.getSymbolicName(token).replace("NEQ", "<>")
                : literal.substring(1, literal.length() - 1);
    }

    private String oneOf(String... texts) {
        return texts[random.nextInt(texts.length)];
    }

    /** How many rules must at least be entered from each state to its rule's end. */
    private static int[] heights() {
        int[] heights = new int[NETWORK.states.size()];
        Arrays.fill(heights, Integer.MAX_VALUE / 2);
        boolean changed = true;
        while (changed) {
            changed = false;
            for (ATNState state : NETWORK.states) {
                if (state == null || state.ruleIndex < 0) {
                    continue;
                }
                int least = state instanceof RuleStopState
                        ? 0
                        : Arrays.stream(state.getTransitions())
                                .mapToInt(t -> cost(t, heights))
                                .min()
                                .orElse(Integer.MAX_VALUE / 2);
                if (least < heights[state.stateNumber]) {
                    heights[state.stateNumber] = least;
                    changed = true;
                }
            }
        }
        return heights;
    }

    private static int cost(Transition transition, int[] heights) {
        if (transition instanceof RuleTransition call) {
            return Math.max(1 + heights[call.target.stateNumber], heights[call.followState.stateNumber]);
        }
        return heights[transition.target.stateNumber];
    }
}
