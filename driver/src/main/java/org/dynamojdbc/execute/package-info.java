/** Plans become DynamoDB calls: pages, prefetching, batches, retries and metering. */
@NullMarked
package org.dynamojdbc.execute;

import org.jspecify.annotations.NullMarked;
