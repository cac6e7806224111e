/** A server for tests that misbehaves as told. */
@NullMarked
package org.dynamojdbc.stub;

import org.jspecify.annotations.NullMarked;
