/** Scalar and aggregate functions of the dialect, and the values they work on. */
@NullMarked
package org.dynamojdbc.relational.function;

import org.jspecify.annotations.NullMarked;
