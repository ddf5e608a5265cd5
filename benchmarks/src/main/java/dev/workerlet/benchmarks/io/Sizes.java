package dev.workerlet.benchmarks.io;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads sizes such as {@code 64m} or {@code 1g}. */
final class Sizes implements ITypeConverter<Long> {
    private static final String UNITS = "kmg";
    private static final int BITS = 10;

    @Override
    public Long convert(String text) {
        String size = text.toLowerCase(Locale.ROOT);
        int unit = size.isEmpty() ? -1 : UNITS.indexOf(size.charAt(size.length() - 1));
        try {
            return Long.parseLong(unit < 0 ? size : size.substring(0, size.length() - 1)) << (BITS * (unit + 1));
        } catch (NumberFormatException e) {
            throw new TypeConversionException("A size is a number with k, m or g, such as 1g; not " + text);
        }
    }
}
