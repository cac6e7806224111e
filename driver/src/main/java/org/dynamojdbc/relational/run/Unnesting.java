package org.dynamojdbc.relational.run;

import java.math.BigDecimal;
import java.util.List;
import org.dynamojdbc.relational.function.Datum;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A row for each element of the list in the input's only column. */
final class Unnesting extends Node {
    private final Node input;
    private final boolean ordinality;

    Unnesting(Node input, boolean ordinality) {
        this.input = input;
        this.ordinality = ordinality;
    }

    @Override
    Rows start(Frame frame) {
        Rows rows = input.open(frame);
        return new Rows() {
            private List<AttributeValue> elements = List.of();
            private int at;

            @Override
            public Object @Nullable [] next() {
                while (at == elements.size()) {
                    Object[] row = rows.next();
                    if (row == null) {
                        return null;
                    }
                    elements = row[0] instanceof AttributeValue list && list.hasL() ? list.l() : List.of();
                    at = 0;
                }
                Object element = Datum.of(elements.get(at++));
                return ordinality ? new Object[] {element, BigDecimal.valueOf(at)} : new Object[] {element};
            }

            @Override
            public void close() {
                rows.close();
            }
        };
    }

    @Override
    public String operation() {
        return "Unnest";
    }

    @Override
    public List<Node> inputs() {
        return List.of(input);
    }

    @Override
    int width() {
        return ordinality ? 2 : 1;
    }

    @Override
    double estimatedRows() {
        return 5 * input.estimatedRows();
    }
}
