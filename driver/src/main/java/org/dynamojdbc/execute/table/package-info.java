/** DDL and what DynamoDB tells of tables. */
@NullMarked
package org.dynamojdbc.execute.table;

import org.jspecify.annotations.NullMarked;
