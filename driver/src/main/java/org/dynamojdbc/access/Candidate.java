package org.dynamojdbc.access;

/**
 * A path that answers the request.
 *
 * @param ordered whether it delivers the wanted order
 * @param bound items after which reading ends, -1 when all must be read
 */
record Candidate(AccessPath path, Source source, boolean ordered, long bound) {

    /** Lower is nearer to the key: decides between paths of equal cost. */
    int rank() {
        if (path instanceof AccessPath.GetItem) {
            return 0;
        }
        if (path instanceof AccessPath.BatchGetItem) {
            return 1;
        }
        return path instanceof AccessPath.Query ? 2 : path instanceof AccessPath.Scan ? 3 : 4;
    }

    boolean scans() {
        return path instanceof AccessPath.Scan
                || (path instanceof AccessPath.IndexLookup lookup && lookup.keys() instanceof AccessPath.Scan);
    }

    String indexName() {
        return source.indexName();
    }
}
