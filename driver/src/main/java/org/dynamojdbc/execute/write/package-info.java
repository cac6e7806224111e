/** Writes become calls: item by item, in batches, in transactions; what a failure leaves is told exactly. */
@NullMarked
package org.dynamojdbc.execute.write;

import org.jspecify.annotations.NullMarked;
