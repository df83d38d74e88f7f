package dev.estibador.bench;

import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * A row of the table: a figure of one workload, and what is asked of it.
 *
 * @param unit of the absolute figures
 * @param value the figure out of what a round measured
 */
record Row(String title, String unit, ToDoubleFunction<Map<String, Double>> value, Goal goal) {
    /**
     * What ours must reach, and would at best.
     *
     * @param ratio to raw in the same round; else the figure itself counts
     * @param more true if more is better
     */
    record Goal(boolean ratio, boolean more, double required, double moonshot) {
        boolean reaches(double value, double wanted) {
            return more ? value >= wanted : value <= wanted;
        }

        String verdict(double value) {
            return reaches(value, moonshot) ? "moonshot" : reaches(value, required) ? "pass" : "MISS";
        }
    }

    static Goal ratioAtLeast(double required, double moonshot) {
        return new Goal(true, true, required, moonshot);
    }

    static Goal ratioAtMost(double required, double moonshot) {
        return new Goal(true, false, required, moonshot);
    }

    static Goal atMost(double required, double moonshot) {
        return new Goal(false, false, required, moonshot);
    }
}
