/** The SQL prompt: sqlline or single statements, on an embedded DynamoDB Local with sample data or on any server. */
@NullMarked
package org.dynamojdbc.shell;

import org.jspecify.annotations.NullMarked;
