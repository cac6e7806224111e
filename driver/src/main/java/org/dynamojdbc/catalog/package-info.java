/** Tables, keys, indexes and columns: what is known before a statement is planned. */
@NullMarked
package org.dynamojdbc.catalog;

import org.jspecify.annotations.NullMarked;
