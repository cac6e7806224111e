/** Every connection property, declared once, and the parsed connection. */
@NullMarked
package org.dynamojdbc.config;

import org.jspecify.annotations.NullMarked;
