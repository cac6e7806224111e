/** Operators that run relational algebra over rows of driver values, and the expressions they compute. */
@NullMarked
package org.dynamojdbc.relational.run;

import org.jspecify.annotations.NullMarked;
