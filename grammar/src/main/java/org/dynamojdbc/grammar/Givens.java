package org.dynamojdbc.grammar;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a statement's builders know beside its tree.
 *
 * @param parameterTokens indexes of the question marks among the tokens, in text order
 * @param user what USER() gives, null where there is no user
 */
record Givens(List<Integer> parameterTokens, @Nullable String user) {}
