/** What the driver computes itself. */
@NullMarked
package org.dynamojdbc.scalar;

import org.jspecify.annotations.NullMarked;
