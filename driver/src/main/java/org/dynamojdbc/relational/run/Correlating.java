package org.dynamojdbc.relational.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs the right input once for each left row, which it can refer to. */
final class Correlating extends Node {
    private final Joining.Kind kind;
    private final int variable;
    private final Node left;
    private final Node right;

    Correlating(Joining.Kind kind, int variable, Node left, Node right) {
        this.kind = kind;
        this.variable = variable;
        this.left = left;
        this.right = right;
    }

    @Override
    Rows start(Frame frame) {
        Rows leftRows = left.open(frame);
        return new Rows() {
            private Object @Nullable [] current;
            private @Nullable Rows rightRows;
            private boolean matched;
            private long heldBefore;

            @Override
            public Object @Nullable [] next() {
                while (true) {
                    Object[] row = current;
                    Rows inner = rightRows;
                    if (row == null || inner == null) {
                        row = leftRows.next();
                        if (row == null) {
                            return null;
                        }
                        frame.context().check();
                        frame.correlate(variable, row);
                        current = row;
                        matched = false;
                        heldBefore = frame.held();
                        inner = right.open(frame);
                        rightRows = inner;
                    }
                    frame.correlate(variable, row);
                    Object[] partner = inner.next();
                    if (kind == Joining.Kind.SEMI || kind == Joining.Kind.ANTI) {
                        end(inner);
                        if ((partner != null) == (kind == Joining.Kind.SEMI)) {
                            return row;
                        }
                    } else if (partner != null) {
                        matched = true;
                        return joined(row, partner);
                    } else {
                        end(inner);
                        if (!matched && kind == Joining.Kind.LEFT) {
                            return joined(row, new Object[right.width()]);
                        }
                    }
                }
            }

            private void end(Rows inner) {
                inner.close();
                // What the right side kept for this row it keeps no longer.
                frame.release(frame.held() - heldBefore);
                rightRows = null;
                current = null;
            }

            @Override
            public void close() {
                if (rightRows != null) {
                    rightRows.close();
                }
                leftRows.close();
            }
        };
    }

    @Override
    Node expecting(long rows) {
        return new Correlating(kind, variable, left.expecting(rows), right);
    }

    @Override
    @Nullable
    KeySource keySource(int column) {
        return column < left.width() ? left.keySource(column) : null;
    }

    @Override
    public String operation() {
        return "Correlate";
    }

    @Override
    public List<Node> inputs() {
        return List.of(left, right);
    }

    @Override
    int width() {
        return kind == Joining.Kind.SEMI || kind == Joining.Kind.ANTI ? left.width() : left.width() + right.width();
    }

    @Override
    double estimatedRows() {
        return left.estimatedRows() * Math.max(1, right.estimatedRows() / 2);
    }
}
