/** What functions give for values, known below all that computes with them. */
@NullMarked
package org.dynamojdbc.scalar;

import org.jspecify.annotations.NullMarked;
