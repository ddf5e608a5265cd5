package dev.workerlet.runtime.isolate;

import java.util.ArrayDeque;
import java.util.Deque;

/** Module specifiers: relative ones become paths that are absolute within the script's source, bare ones stay. */
final class ModulePath {
    private ModulePath() {}

    /** What {@code specifier} means in the file {@code from}. A path never leads above the root. */
    static String resolve(String from, String specifier) {
        if (!specifier.startsWith("./") && !specifier.startsWith("../") && !specifier.startsWith("/")) {
            return specifier;
        }
        Deque<String> segments = new ArrayDeque<>();
        if (!specifier.startsWith("/")) {
            String directory = from.substring(0, from.lastIndexOf('/') + 1);
            append(segments, directory);
        }
        append(segments, specifier);
        return "/" + String.join("/", segments);
    }

    private static void append(Deque<String> segments, String path) {
        for (String segment : path.split("/", -1)) {
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.addLast(segment);
            }
        }
    }

    static boolean isScript(String path) {
        return path.endsWith(".js") || path.endsWith(".mjs");
    }

    static boolean isJson(String path) {
        return path.endsWith(".json");
    }
}
