/** Statement and catalog become a plan: pure functions without calls that read or write data. */
@NullMarked
package org.dynamojdbc.plan;

import org.jspecify.annotations.NullMarked;
