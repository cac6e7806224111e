/** Reads become pages: prefetched, merged, looked up, resumable. */
@NullMarked
package org.dynamojdbc.execute.read;

import org.jspecify.annotations.NullMarked;
