/** The all-in-one jar, looked into, and real JDBC clients on it. */
package org.dynamojdbc.clients;
