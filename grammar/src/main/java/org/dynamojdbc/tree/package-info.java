/** The abstract syntax tree: what a statement says, free of its spelling. */
@NullMarked
package org.dynamojdbc.tree;

import org.jspecify.annotations.NullMarked;
