/** What the driver costs beside the plain SDK: measurements, and the server that replays pages for them. */
@NullMarked
package org.dynamojdbc.benchmarks;

import org.jspecify.annotations.NullMarked;
