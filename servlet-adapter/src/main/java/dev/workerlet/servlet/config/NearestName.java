package dev.workerlet.servlet.config;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Finds what a user meant: the known name with the smallest edit distance. */
final class NearestName {
    private NearestName() {}

    /** The end of an error message: {@code ; did you mean "x"?}, or all known names where none is near. */
    static String suggestion(String name, Collection<String> known) {
        String nearest = nearest(name, known);
        return nearest == null ? "; known are " + String.join(", ", known) : "; did you mean \"" + nearest + "\"?";
    }

    private static @Nullable String nearest(String name, Collection<String> known) {
        String nearest = null;
        int least = Math.max(2, name.length() / 3) + 1;
        for (String candidate : known) {
            int distance = distance(name, candidate);
            if (distance < least) {
                least = distance;
                nearest = candidate;
            }
        }
        return nearest;
    }

    /** Levenshtein distance. */
    static int distance(String left, String right) {
        int[] row = new int[right.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int substituted = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[right.length()];
    }
}
