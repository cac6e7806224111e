package org.dynamojdbc.jdbc;

import java.sql.PreparedStatement;

/** What {@code statement.unwrap(DynamoPreparedStatement.class)} gives beyond JDBC. */
public sealed interface DynamoPreparedStatement extends DynamoStatement, PreparedStatement permits ParameterSetters {}
