package org.dynamojdbc.execute.read;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Items of one answer, residual not yet applied.
 *
 * @param source number of the Query they came from, for resuming
 * @param count items that matched, which is all there is under Select=COUNT
 */
public record Page(List<Map<String, AttributeValue>> items, int source, int count) {}
