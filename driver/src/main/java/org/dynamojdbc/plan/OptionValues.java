package org.dynamojdbc.plan;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.table.TableOption;
import org.dynamojdbc.execute.table.TableOptions;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.tree.Option;
import org.dynamojdbc.tree.Position;
import org.dynamojdbc.type.AttributeType;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The values of WITH (...) and SET (...). */
final class OptionValues {
    private final Constants constants;

    OptionValues(Constants constants) {
        this.constants = constants;
    }

    /** @param place what the options belong to */
    TableOptions of(List<Option> options, TableOption.Place place) {
        Map<TableOption, String> values = new EnumMap<>(TableOption.class);
        Map<String, Optional<String>> tags = new LinkedHashMap<>();
        for (Option given : options) {
            TableOption option = placed(given.position(), () -> TableOption.named(given.name(), place));
            if (option == TableOption.TAGS) {
                tags.putAll(tags(given.value()));
                continue;
            }
            String value = constants.text(given.value());
            String known = values.put(option, placed(given.value().position(), () -> option.checked(value)));
            if (known != null) {
                throw new SqlFailure(
                        SqlState.SYNTAX_ERROR,
                        At.of(given.value().position()) + "option " + option.label() + " stands twice");
            }
        }
        return options.isEmpty()
                ? TableOptions.NONE
                : placed(options.get(0).position(), () -> new TableOptions(values, tags));
    }

    private static <T> T placed(Position position, Supplier<T> checked) {
        try {
            return checked.get();
        } catch (SqlFailure refused) {
            throw At.placed(refused, position);
        }
    }

    private Map<String, Optional<String>> tags(Expression expression) {
        AttributeValue value = constants.required(expression, "option tags");
        Map<String, Optional<String>> tags = new LinkedHashMap<>();
        if (!value.hasM()) {
            throw wrong(expression);
        }
        value.m().forEach((key, tag) -> {
            AttributeType type = AttributeType.of(tag);
            if (type != AttributeType.S && type != AttributeType.NULL) {
                throw wrong(expression);
            }
            tags.put(key, Optional.ofNullable(tag.s()));
        });
        return tags;
    }

    private static SqlFailure wrong(Expression expression) {
        return new SqlFailure(
                SqlState.INVALID_PARAMETER_VALUE,
                At.of(expression.position())
                        + "option tags takes a document of strings, as in {'team': 'shop'}; NULL takes a tag away");
    }
}
