/** The parsed tree becomes Calcite's own: names resolved, functions looked up, constants and parameters wrapped. */
@NullMarked
package org.dynamojdbc.relational.sql;

import org.jspecify.annotations.NullMarked;
