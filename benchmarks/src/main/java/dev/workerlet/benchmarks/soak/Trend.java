package dev.workerlet.benchmarks.soak;

import java.util.Arrays;

/**
 * What a figure does over time, by the median of the slopes between all pairs of its readings (Theil and Sen): single peaks do
 * not count.
 *
 * @param least the least value
 * @param median the median
 * @param greatest the greatest
 * @param growth how much the slope makes over the whole time
 */
record Trend(long least, double median, long greatest, double growth) {
    /** The trend of one value or more. */
    static Trend of(long[] seconds, long[] values) {
        int count = values.length;
        double[] slopes = new double[count * (count - 1) / 2];
        int known = 0;
        for (int i = 0; i < count; i++) {
            for (int j = i + 1; j < count; j++) {
                slopes[known++] = (values[j] - values[i]) / (double) Math.max(1, seconds[j] - seconds[i]);
            }
        }
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        double slope = known == 0 ? 0 : median(slopes);
        return new Trend(sorted[0], sorted[count / 2], sorted[count - 1], slope * (seconds[count - 1] - seconds[0]));
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
