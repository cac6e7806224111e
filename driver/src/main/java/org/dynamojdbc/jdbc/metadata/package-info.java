/** The result shapes of DatabaseMetaData as data, and the rows that the catalog gives them. */
@NullMarked
package org.dynamojdbc.jdbc.metadata;

import org.jspecify.annotations.NullMarked;
