package org.dynamojdbc.relational.sql;

import org.apache.calcite.sql.parser.SqlParserPos;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.tree.Position;

/** Places in the statement: before messages, and as Calcite has them. */
final class At {
    private At() {}

    static SqlParserPos of(Position position) {
        return new SqlParserPos(position.line(), position.column());
    }

    static Position position(SqlParserPos at) {
        return new Position(at.getLineNum(), at.getColumnNum());
    }

    static SqlFailure failure(SqlState state, Position position, String message) {
        return new SqlFailure(state, "line " + position.line() + ":" + position.column() + " " + message);
    }
}
