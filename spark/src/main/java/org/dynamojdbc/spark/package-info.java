/** What Apache Spark's JDBC source has to know of DynamoDB; nothing here needs the driver's classes. */
@NullMarked
package org.dynamojdbc.spark;

import org.jspecify.annotations.NullMarked;
