/** Conditions on one item: pushed to DynamoDB as expression text or evaluated here, with equal answers. */
@NullMarked
package org.dynamojdbc.predicate;

import org.jspecify.annotations.NullMarked;
