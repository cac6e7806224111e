package org.dynamojdbc.execute.write;

import java.util.List;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.write.ItemWrite.Action;
import org.dynamojdbc.execute.write.ItemWrite.SetValue;
import org.dynamojdbc.type.ItemSize;

/** How much an update brings to its item, as far as that is known before it runs. */
public final class UpdateSize {
    private UpdateSize() {}

    /**
     * The actions themselves.
     *
     * @throws SqlFailure 54000 when the item would be too large with these values alone
     */
    public static List<Action> checked(List<Action> actions, Table table) {
        long bytes = stored(actions);
        if (bytes > ItemSize.MAX_ITEM_BYTES) {
            throw new SqlFailure(
                    SqlState.PROGRAM_LIMIT_EXCEEDED,
                    "an item of " + table.name() + " would have more than " + bytes
                            + " bytes and DynamoDB stores at most " + ItemSize.MAX_ITEM_BYTES
                            + "; keep large values elsewhere");
        }
        return actions;
    }

    /** Bytes that the item holds afterwards, whatever it held before. */
    static long stored(List<Action> actions) {
        long bytes = 0;
        for (Action action : actions) {
            if (action instanceof Action.Add add) {
                bytes += ItemSize.bytes(add.value());
            } else if (action instanceof Action.Set set && set.value() instanceof SetValue.Constant constant) {
                bytes += ItemSize.bytes(constant.value());
            }
        }
        return bytes;
    }
}
