/** The java.sql faces that unwrap() gives, beside their package-private implementations. */
@NullMarked
package org.dynamojdbc.jdbc;

import org.jspecify.annotations.NullMarked;
