package dev.workerlet.runtime.isolate;

/**
 * A file that a script consists of.
 *
 * @param path absolute within the script's source, such as {@code /lib/util.js}
 * @param text its text
 */
public record SourceText(String path, String text) {}
