/** One call to DynamoDB: its limits, time, retries, pace and costs. */
@NullMarked
package org.dynamojdbc.execute.call;

import org.jspecify.annotations.NullMarked;
