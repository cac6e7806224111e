/** Rewrites of relational algebra that know what DynamoDB reads cheaply. */
@NullMarked
package org.dynamojdbc.relational.rewrite;

import org.jspecify.annotations.NullMarked;
