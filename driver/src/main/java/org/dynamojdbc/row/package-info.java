/** Rows on their way to the client: streams of items, the columns they become, and one accessor per column. */
@NullMarked
package org.dynamojdbc.row;

import org.jspecify.annotations.NullMarked;
