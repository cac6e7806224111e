/** SQL text becomes a statement: lexer, parser and the messages for what cannot be parsed. */
@NullMarked
package org.dynamojdbc.grammar;

import org.jspecify.annotations.NullMarked;
