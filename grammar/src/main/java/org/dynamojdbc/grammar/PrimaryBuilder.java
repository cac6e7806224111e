package org.dynamojdbc.grammar;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.Token;
import org.dynamojdbc.grammar.DynamoSqlParser.PrimaryContext;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.tree.MapEntry;
import org.dynamojdbc.tree.Position;
import org.dynamojdbc.tree.SortItem;
import org.dynamojdbc.tree.Step;
import org.dynamojdbc.tree.TemporalKind;
import org.dynamojdbc.tree.TypeName;
import org.dynamojdbc.tree.When;
import org.dynamojdbc.tree.WindowSpecification;
import org.jspecify.annotations.Nullable;

/** Literals, documents, paths and function calls. */
final class PrimaryBuilder {
    private static final int MAX_EXPONENT = 10_000;

    private final ExpressionBuilder expressions;
    private final QueryBuilder queries;
    private final Givens givens;

    PrimaryBuilder(ExpressionBuilder expressions, QueryBuilder queries, Givens givens) {
        this.expressions = expressions;
        this.queries = queries;
        this.givens = givens;
    }

    Expression primary(PrimaryContext node) {
        Position position = TreePositions.of(node);
        if (node instanceof DynamoSqlParser.PathValueContext path) {
            return path(path.path());
        }
        if (node instanceof DynamoSqlParser.StringLiteralContext string) {
            return new Expression.StringLiteral(TreePositions.unquoted(string.getText()), position);
        }
        if (node instanceof DynamoSqlParser.NumberLiteralContext number) {
            return new Expression.NumberLiteral(number(number.getText(), position), position);
        }
        if (node instanceof DynamoSqlParser.ParameterContext) {
            return new Expression.Parameter(
                    Collections.binarySearch(
                            givens.parameterTokens(), node.getStart().getTokenIndex()),
                    position);
        }
        if (node instanceof DynamoSqlParser.NullLiteralContext) {
            return new Expression.NullLiteral(position);
        }
        if (node instanceof DynamoSqlParser.TrueLiteralContext) {
            return new Expression.BooleanLiteral(true, position);
        }
        if (node instanceof DynamoSqlParser.FalseLiteralContext) {
            return new Expression.BooleanLiteral(false, position);
        }
        if (node instanceof DynamoSqlParser.MissingLiteralContext) {
            return new Expression.MissingLiteral(position);
        }
        if (node instanceof DynamoSqlParser.ParenthesizedContext inner) {
            List<Expression> items = expressions.expressions(inner.expression());
            return items.size() == 1 ? items.get(0) : new Expression.RowValue(items, position);
        }
        if (node instanceof DynamoSqlParser.ScalarQueryContext query) {
            return new Expression.ScalarQuery(queries.query(query.query()), position);
        }
        if (node instanceof DynamoSqlParser.FunctionCallContext call) {
            return call(call, position);
        }
        Expression document = document(node, position);
        return document == null ? special(node, position) : document;
    }

    private @Nullable Expression document(PrimaryContext node, Position position) {
        if (node instanceof DynamoSqlParser.ListContext list) {
            return new Expression.ListLiteral(
                    expressions.expressions(list.listLiteral().expression()), position);
        }
        if (node instanceof DynamoSqlParser.SetLiteralContext set) {
            return new Expression.SetLiteral(expressions.expressions(set.expression()), position);
        }
        if (node instanceof DynamoSqlParser.MapLiteralContext map) {
            List<MapEntry> entries = new ArrayList<>();
            for (DynamoSqlParser.MapEntryContext entry : map.mapEntry()) {
                entries.add(new MapEntry(expressions.expression(entry.key), expressions.expression(entry.value)));
            }
            return new Expression.MapLiteral(entries, position);
        }
        if (node instanceof DynamoSqlParser.BinaryLiteralContext binary) {
            return new Expression.BinaryLiteral(
                    hex(TreePositions.unquoted(binary.getText().substring(1)), position), position);
        }
        if (node instanceof DynamoSqlParser.HexLiteralContext binary) {
            return new Expression.BinaryLiteral(hex(binary.getText().substring(2), position), position);
        }
        return null;
    }

    private Expression special(PrimaryContext node, Position position) {
        if (node instanceof DynamoSqlParser.TemporalLiteralContext temporal) {
            return new Expression.TemporalLiteral(
                    TemporalKind.valueOf(temporal.kind.getText().toUpperCase(Locale.ROOT)),
                    TreePositions.unquoted(temporal.STRING().getText()),
                    position);
        }
        if (node instanceof DynamoSqlParser.EscapedTemporalContext escaped) {
            return escapedTemporal(escaped.getText(), position);
        }
        if (node instanceof DynamoSqlParser.EscapedFunctionContext escaped) {
            return ConvertEscape.asCast(primary(escaped.primary()));
        }
        if (node instanceof DynamoSqlParser.IntervalLiteralContext interval) {
            return new Expression.IntervalLiteral(
                    TreePositions.unquoted(interval.STRING().getText()),
                    TreePositions.name(interval.unit).toUpperCase(Locale.ROOT),
                    position);
        }
        if (node instanceof DynamoSqlParser.CaseContext choice) {
            List<When> whens = new ArrayList<>();
            Expression operand = optional(choice.operand);
            for (DynamoSqlParser.WhenClauseContext when : choice.whenClause()) {
                whens.add(new When(expressions.expression(when.condition), expressions.expression(when.result)));
            }
            return new Expression.Case(operand, whens, optional(choice.otherwise), position);
        }
        if (node instanceof DynamoSqlParser.CastContext cast) {
            return new Expression.Cast(expressions.expression(cast.expression()), type(cast.typeName()), position);
        }
        if (node instanceof DynamoSqlParser.CurrentDateContext) {
            return now(TemporalKind.DATE, null, position);
        }
        if (node instanceof DynamoSqlParser.CurrentTimeContext time) {
            return now(TemporalKind.TIME, time.digits, position);
        }
        if (node instanceof DynamoSqlParser.CurrentTimestampContext timestamp) {
            return now(TemporalKind.TIMESTAMP, timestamp.digits, position);
        }
        return spelledOut(node, position);
    }

    /** Functions whose arguments SQL separates by words become ordinary calls. */
    private Expression spelledOut(PrimaryContext node, Position position) {
        if (node instanceof DynamoSqlParser.ExtractContext extract) {
            Expression field = new Expression.StringLiteral(
                    TreePositions.name(extract.field).toUpperCase(Locale.ROOT), TreePositions.of(extract.field));
            return function("extract", List.of(field, expressions.expression(extract.expression())), position);
        }
        if (node instanceof DynamoSqlParser.SubstringContext substring) {
            List<Expression> arguments = new ArrayList<>();
            arguments.add(expressions.expression(substring.value));
            arguments.add(expressions.expression(substring.start));
            if (substring.length != null) {
                arguments.add(expressions.expression(substring.length));
            }
            return function("substring", arguments, position);
        }
        if (node instanceof DynamoSqlParser.OverlayContext overlay) {
            List<Expression> arguments = new ArrayList<>();
            arguments.add(expressions.expression(overlay.value));
            arguments.add(expressions.expression(overlay.placed));
            arguments.add(expressions.expression(overlay.start));
            if (overlay.length != null) {
                arguments.add(expressions.expression(overlay.length));
            }
            return function("overlay_placing", arguments, position);
        }
        if (node instanceof DynamoSqlParser.TrimContext trim) {
            String name = trim.side == null || trim.side.getType() == DynamoSqlLexer.BOTH
                    ? "trim"
                    : trim.side.getType() == DynamoSqlLexer.LEADING ? "ltrim" : "rtrim";
            List<Expression> arguments = new ArrayList<>();
            Expression removed = trim.removed == null ? null : expressions.value(trim.removed);
            arguments.add(expressions.expression(trim.value));
            if (removed != null) {
                arguments.add(removed);
            }
            return function(name, arguments, position);
        }
        DynamoSqlParser.PositionContext find = (DynamoSqlParser.PositionContext) node;
        return function("position", List.of(expressions.value(find.needle), expressions.value(find.value)), position);
    }

    /** @param digits of the second's fraction, all of them when null */
    private static Expression now(TemporalKind kind, @Nullable Token digits, Position position) {
        int kept = digits == null ? Expression.CurrentTime.ALL_DIGITS : index(digits);
        if (kept > Expression.CurrentTime.ALL_DIGITS) {
            throw new SyntaxException(
                    SyntaxException.Kind.SYNTAX,
                    position.line(),
                    position.column(),
                    "CURRENT_" + kind + " has 0 to " + Expression.CurrentTime.ALL_DIGITS + " digits of a second, not "
                            + kept,
                    null);
        }
        return new Expression.CurrentTime(kind, kept, position);
    }

    private static Expression function(String name, List<Expression> arguments, Position position) {
        return new Expression.FunctionCall(name, arguments, false, false, List.of(), null, null, position);
    }

    private Expression call(DynamoSqlParser.FunctionCallContext call, Position position) {
        String session = call.expression().isEmpty() && call.STAR() == null
                ? TreePositions.name(call.name).toUpperCase(Locale.ROOT)
                : "";
        if (session.equals("USER") && givens.user() != null) {
            return new Expression.StringLiteral(givens.user(), position);
        }
        if (session.equals("DATABASE")) {
            return new Expression.NullLiteral(position);
        }
        List<Expression> arguments = new ArrayList<>();
        for (DynamoSqlParser.ExpressionContext argument : call.expression()) {
            if (argument != call.filter) {
                arguments.add(expressions.expression(argument));
            }
        }
        List<SortItem> order = new ArrayList<>();
        for (DynamoSqlParser.SortItemContext item : call.sortItem()) {
            order.add(queries.sortItem(item));
        }
        WindowSpecification over = null;
        if (call.windowSpecification() != null) {
            over = queries.window(call.windowSpecification());
        } else if (call.window != null) {
            over = new WindowSpecification(TreePositions.name(call.window), List.of(), List.of(), null);
        }
        return new Expression.FunctionCall(
                TreePositions.name(call.name),
                arguments,
                call.DISTINCT() != null,
                call.STAR() != null,
                order,
                optional(call.filter),
                over,
                position);
    }

    private @Nullable Expression optional(DynamoSqlParser.@Nullable ExpressionContext node) {
        return node == null ? null : expressions.expression(node);
    }

    Expression.PathExpression path(DynamoSqlParser.PathContext node) {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step.Name(
                TreePositions.name(node.identifier()),
                isQuoted(node.identifier().getStart())));
        for (DynamoSqlParser.PathStepContext step : node.pathStep()) {
            if (step instanceof DynamoSqlParser.FieldStepContext field) {
                steps.add(new Step.Name(
                        TreePositions.name(field.anyName()),
                        isQuoted(field.anyName().getStart())));
            } else {
                DynamoSqlParser.BracketStepContext bracket = (DynamoSqlParser.BracketStepContext) step;
                steps.add(
                        bracket.key == null
                                ? new Step.Element(index(bracket.element))
                                : new Step.Key(TreePositions.unquoted(bracket.key.getText())));
            }
        }
        return new Expression.PathExpression(steps, TreePositions.of(node));
    }

    private static boolean isQuoted(Token token) {
        return token.getType() == DynamoSqlLexer.QUOTED_NAME;
    }

    private static int index(Token token) {
        try {
            return Integer.parseInt(token.getText());
        } catch (NumberFormatException tooLarge) {
            throw new SyntaxException(
                    SyntaxException.Kind.SYNTAX,
                    token.getLine(),
                    token.getCharPositionInLine() + 1,
                    "list index " + token.getText() + " is too large",
                    tooLarge);
        }
    }

    private static Expression escapedTemporal(String token, Position position) {
        int quote = token.indexOf('\'');
        String kind = token.substring(1, quote).strip().toUpperCase(Locale.ROOT);
        String text = TreePositions.unquoted(token.substring(quote, token.lastIndexOf('\'') + 1));
        return new Expression.TemporalLiteral(
                kind.equals("D") ? TemporalKind.DATE : kind.equals("T") ? TemporalKind.TIME : TemporalKind.TIMESTAMP,
                text,
                position);
    }

    TypeName type(DynamoSqlParser.TypeNameContext node) {
        if (node.PRECISION() != null) {
            return new TypeName("DOUBLE", List.of(), false, TreePositions.of(node));
        }
        List<Integer> arguments = new ArrayList<>();
        node.INTEGER().forEach(argument -> arguments.add(index(argument.getSymbol())));
        return new TypeName(
                TreePositions.name(node.identifier()).toUpperCase(Locale.ROOT),
                arguments,
                node.WITH() != null,
                TreePositions.of(node));
    }

    /** An exponent beyond any DynamoDB number would cost memory when the number is written out; it is refused here. */
    private static BigDecimal number(String text, Position position) {
        try {
            BigDecimal number = new BigDecimal(text);
            if (Math.abs((long) number.precision() - number.scale()) <= MAX_EXPONENT
                    && Math.abs((long) number.scale()) <= MAX_EXPONENT) {
                return number;
            }
        } catch (NumberFormatException tooLarge) {
            throw numberFailure(text, position, tooLarge);
        }
        throw numberFailure(text, position, null);
    }

    private static SyntaxException numberFailure(String text, Position position, @Nullable Throwable cause) {
        return new SyntaxException(
                SyntaxException.Kind.LIMIT,
                position.line(),
                position.column(),
                "number " + (text.length() > 40 ? text.substring(0, 40) + "..." : text) + " is out of range",
                cause);
    }

    private static String hex(String digits, Position position) {
        if (digits.length() % 2 != 0) {
            throw new SyntaxException(
                    SyntaxException.Kind.SYNTAX,
                    position.line(),
                    position.column(),
                    "a binary literal has two hexadecimal digits per byte; this one has " + digits.length(),
                    null);
        }
        return digits.toLowerCase(Locale.ROOT);
    }
}
