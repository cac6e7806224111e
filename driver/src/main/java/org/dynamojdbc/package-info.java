/** The door: the JDBC driver and its data source. */
@NullMarked
package org.dynamojdbc;

import org.jspecify.annotations.NullMarked;
