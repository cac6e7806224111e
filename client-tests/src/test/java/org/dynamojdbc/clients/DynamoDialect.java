package org.dynamojdbc.clients;

import org.hibernate.boot.model.FunctionContributions;
import org.hibernate.dialect.DatabaseVersion;
import org.hibernate.dialect.Dialect;
import org.hibernate.dialect.function.CommonFunctionFactory;
import org.hibernate.query.sqm.CastType;
import org.hibernate.sql.ast.spi.SqlAppender;

/** What Hibernate 6 has to know of this SQL: tables have keys but no other constraints, and booleans are values. */
public class DynamoDialect extends Dialect {
    public DynamoDialect() {
        super(DatabaseVersion.make(0));
    }

    @Override
    public void initializeFunctionRegistry(FunctionContributions contributions) {
        super.initializeFunctionRegistry(contributions);
        CommonFunctionFactory functions = new CommonFunctionFactory(contributions);
        functions.concat();
        functions.windowFunctions();
        functions.listagg(null);
    }

    @Override
    public void appendBooleanValueString(SqlAppender appender, boolean value) {
        appender.appendSql(value);
    }

    @Override
    public String castPattern(CastType from, CastType to) {
        return to == CastType.STRING ? "cast(?1 as varchar)" : super.castPattern(from, to);
    }

    @Override
    public boolean hasAlterTable() {
        return false;
    }

    @Override
    public boolean supportsColumnCheck() {
        return false;
    }

    @Override
    public boolean supportsTableCheck() {
        return false;
    }

    @Override
    public boolean supportsIfExistsBeforeTableName() {
        return true;
    }

    @Override
    public boolean supportsStandardArrays() {
        return false;
    }
}
