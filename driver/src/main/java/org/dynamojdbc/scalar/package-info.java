/** Values computed from one item in the driver: what SQL can compute and DynamoDB's own expressions cannot. */
@NullMarked
package org.dynamojdbc.scalar;

import org.jspecify.annotations.NullMarked;
