package org.dynamojdbc.relational.run;

import java.util.IdentityHashMap;
import java.util.function.Supplier;
import org.dynamojdbc.execute.call.Meter;
import org.dynamojdbc.execute.call.Statistics;
import org.jspecify.annotations.Nullable;

/** What each operator did in one execution, for EXPLAIN ANALYZE. The thread that reads the result uses it. */
public final class Measurements {
    private final IdentityHashMap<Node, Operator> operators = new IdentityHashMap<>();

    /** What an operator did so far; nothing when it was never started. */
    public Operator of(Node node) {
        return operators.computeIfAbsent(node, n -> new Operator());
    }

    /** One operator. Its time contains that of its inputs. */
    public static final class Operator {
        private final long made = System.nanoTime();
        private long rows;
        private long nanos;
        private long firstRowNanos = -1;
        private @Nullable Meter meter;

        /** Rows it gave. */
        public long rows() {
            return rows;
        }

        /** Time spent in it and its inputs. */
        public long nanos() {
            return nanos;
        }

        /** From its start to its first row, -1 when there was none. */
        public long firstRowNanos() {
            return firstRowNanos;
        }

        /** The cost of its reads; null when it read nothing itself. */
        public @Nullable Statistics reads() {
            return meter == null ? null : meter.statistics();
        }

        void reads(Meter counted) {
            meter = counted;
        }

        Rows measured(Supplier<Rows> start) {
            long before = System.nanoTime();
            Rows input = start.get();
            nanos += System.nanoTime() - before;
            return new Rows() {
                @Override
                public Object @Nullable [] next() {
                    long asked = System.nanoTime();
                    Object[] row = input.next();
                    long given = System.nanoTime();
                    nanos += given - asked;
                    if (row != null) {
                        if (rows++ == 0) {
                            firstRowNanos = given - made;
                        }
                    }
                    return row;
                }

                @Override
                public void close() {
                    input.close();
                }
            };
        }
    }
}
