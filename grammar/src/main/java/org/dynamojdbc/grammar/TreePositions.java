package org.dynamojdbc.grammar;

import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.dynamojdbc.tree.Position;

/** Small readings of parse-tree nodes that every builder needs. */
final class TreePositions {
    private TreePositions() {}

    static Position of(ParserRuleContext node) {
        return of(node.getStart());
    }

    static Position of(Token token) {
        return new Position(token.getLine(), token.getCharPositionInLine() + 1);
    }

    /** A string literal's content. */
    static String unquoted(String literal) {
        String body = literal.substring(1, literal.length() - 1);
        String quote = literal.substring(0, 1);
        return body.replace(quote + quote, quote);
    }

    static String name(ParserRuleContext identifier) {
        String text = identifier.getText();
        return text.startsWith("\"") ? unquoted(text) : text;
    }

    static List<String> names(DynamoSqlParser.IdentifierListContext list) {
        return list.identifier().stream().map(TreePositions::name).toList();
    }
}
