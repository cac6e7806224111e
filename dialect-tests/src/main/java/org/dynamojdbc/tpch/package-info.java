/** The tables and queries of the TPC-H benchmark, for tests and measurements. */
@NullMarked
package org.dynamojdbc.tpch;

import org.jspecify.annotations.NullMarked;
