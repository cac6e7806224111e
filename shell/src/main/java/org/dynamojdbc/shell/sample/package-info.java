/** The sample shop: generated, always the same. */
@NullMarked
package org.dynamojdbc.shell.sample;

import org.jspecify.annotations.NullMarked;
