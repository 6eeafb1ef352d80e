package dev.joey.bench;

import java.util.Locale;

/**
 * One line of the table.
 *
 * @param unit of value and target, as {@code ms}
 * @param target the figure to reach; NaN where none was set
 * @param atMost whether smaller is better
 */
record Figure(String name, double value, String unit, double target, boolean atMost) {
    static Figure atMost(String name, double value, String unit, double target) {
        return new Figure(name, value, unit, target, true);
    }

    static Figure atLeast(String name, double value, String unit, double target) {
        return new Figure(name, value, unit, target, false);
    }

    static Figure shown(String name, double value, String unit) {
        return new Figure(name, value, unit, Double.NaN, true);
    }

    String verdict() {
        if (Double.isNaN(target)) {
            return "";
        }
        return (atMost ? value <= target : value >= target) ? "reached" : "MISSED";
    }

    String line() {
        String goal =
                Double.isNaN(target)
                        ? ""
                        : String.format(Locale.ROOT, "%s %.2f", atMost ? "<=" : ">=", target);
        return String.format(
                Locale.ROOT, "%-58s %10.2f %-6s %-14s %s", name, value, unit, goal, verdict());
    }
}
