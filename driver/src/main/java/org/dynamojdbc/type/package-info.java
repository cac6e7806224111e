/** Conversions between DynamoDB attribute values, Java objects and SQL types: the only place that converts. */
@NullMarked
package org.dynamojdbc.type;

import org.jspecify.annotations.NullMarked;
