package org.dynamojdbc.relational.run;

import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;

/** Expressions over one row become expressions over another: column i is column {@code target[i]} there. */
final class InputMapping extends RexShuttle {
    private final int[] target;

    InputMapping(int[] target) {
        this.target = target;
    }

    @Override
    public RexNode visitInputRef(RexInputRef ref) {
        return new RexInputRef(target[ref.getIndex()], ref.getType());
    }
}
