package org.dynamojdbc.error;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds the known name that somebody probably meant. */
public final class Suggestions {
    private Suggestions() {}

    /** {@code "; did you mean 'total'?"}, or nothing when no candidate is near. */
    public static String didYouMean(String written, Collection<String> candidates) {
        List<String> near = nearest(written, candidates);
        return near.isEmpty() ? "" : "; did you mean '" + String.join("' or '", near) + "'?";
    }

    /** Up to three candidates, nearest first: at most a third of the letters differ, of a single one the case. */
    public static List<String> nearest(String written, Collection<String> candidates) {
        String lower = written.toLowerCase(Locale.ROOT);
        int limit = written.length() == 1 ? 0 : Math.max(1, written.length() / 3);
        List<String> near = new ArrayList<>();
        for (String candidate : candidates) {
            if (distance(lower, candidate.toLowerCase(Locale.ROOT)) <= limit) {
                near.add(candidate);
            }
        }
        near.sort(Comparator.comparingInt((String c) -> distance(lower, c.toLowerCase(Locale.ROOT)))
                .thenComparing(Comparator.naturalOrder()));
        return near.subList(0, Math.min(3, near.size()));
    }

    /** Levenshtein distance in which swapping two neighbours counts one. */
    static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int replace = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                cost[i][j] = Math.min(replace, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
