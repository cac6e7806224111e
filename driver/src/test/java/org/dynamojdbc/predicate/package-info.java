/** Every condition on every kind of value: three ways to the answer must agree. */
@NullMarked
package org.dynamojdbc.predicate;

import org.jspecify.annotations.NullMarked;
