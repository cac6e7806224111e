/** The SDK client: credentials, endpoint, retries, and the embedded server. */
@NullMarked
package org.dynamojdbc.client;

import org.jspecify.annotations.NullMarked;
