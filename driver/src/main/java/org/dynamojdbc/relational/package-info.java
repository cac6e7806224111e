/**
 * The relational way to answer a SELECT, over Apache Calcite: the parsed tree becomes Calcite's, is validated, turned into
 * algebra and optimised by it, and runs in operators of this driver over its own access paths. The only room that imports
 * Calcite.
 */
@NullMarked
package org.dynamojdbc.relational;

import org.jspecify.annotations.NullMarked;
