/** SQLSTATE conditions and the one way to raise them. */
@NullMarked
package org.dynamojdbc.error;

import org.jspecify.annotations.NullMarked;
