package org.dynamojdbc.execute.read;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.dynamojdbc.access.AccessPath;
import org.dynamojdbc.access.AccessPathVisitor;
import org.dynamojdbc.catalog.Index;
import org.dynamojdbc.execute.read.ResumeTokens.Place;
import org.jspecify.annotations.Nullable;

/** One read and where it goes on: the token it was given, and the tokens it gives. */
final class Resumption {
    private final AccessPath path;
    private final String order;
    private final Map<Integer, Place> places;

    private Resumption(AccessPath path, String order, @Nullable String token) {
        this.path = path;
        this.order = order;
        this.places = token == null ? Map.of() : ResumeTokens.decode(token, fingerprint(path, order));
    }

    /** A read of which the rows come in one order at every run. */
    static Resumption of(AccessPath path, @Nullable String token) {
        return new Resumption(path, "", token);
    }

    /** A read in segments, each of which has its own place. */
    static Resumption ofSegments(AccessPath path, int segments, @Nullable String token) {
        return new Resumption(path, segments + " segments", token);
    }

    /** Where a source stopped; null when it had delivered nothing. */
    @Nullable
    Place at(int source) {
        return places.get(source);
    }

    /** Where a read of one source after the other stopped; null when it begins. */
    @Nullable
    Place last() {
        return places.isEmpty() ? null : places.values().iterator().next();
    }

    /** The token of a read that stops at these places; null when it cannot be resumed. */
    String token(Collection<Place> stoppedAt) {
        return ResumeTokens.encode(fingerprint(path, order), stoppedAt);
    }

    /** The same statement with the same parameters on the same path gives the same one. */
    private static String fingerprint(AccessPath path, String order) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((path.accept(new Sources()) + order).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** What tells one read from another; not the table's statistics, which change under a read. */
    private static final class Sources implements AccessPathVisitor<String> {
        @Override
        public String visitNothing(AccessPath.Nothing path) {
            return "nothing";
        }

        @Override
        public String visitGetItem(AccessPath.GetItem path) {
            return text(path, null, path.key(), path.shape());
        }

        @Override
        public String visitBatchGetItem(AccessPath.BatchGetItem path) {
            return text(path, null, path.keys(), path.ordered(), path.shape());
        }

        @Override
        public String visitQuery(AccessPath.Query path) {
            return text(path, path.index(), path.conditions(), path.forward(), path.combination(), path.shape());
        }

        @Override
        public String visitScan(AccessPath.Scan path) {
            return text(path, path.index(), String.valueOf(path.segment()), path.shape());
        }

        @Override
        public String visitIndexLookup(AccessPath.IndexLookup path) {
            return "look-up of " + path.keys().accept(this) + " for " + path.shape();
        }

        private static String text(AccessPath path, @Nullable Index index, Object... parts) {
            return path.table().name() + "." + (index == null ? "" : index.name()) + List.of(parts);
        }
    }
}
