/** The ways to read a table, and the choice among them by estimated read units. */
@NullMarked
package org.dynamojdbc.access;

import org.jspecify.annotations.NullMarked;
