package dev.joey.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the time of a verb goes, from the daemon's own metric {@code joey_step_seconds}. */
final class StepTimes {
    private static final Pattern LINE =
            Pattern.compile("joey_step_seconds_(sum|count)\\{(.*?),?} ([0-9.E+-]+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(.*?)\"");

    private StepTimes() {}

    /** Mean milliseconds of each step between two readings of {@code /metrics}. */
    static Map<String, Double> between(String before, String after) {
        Map<String, Double> first = read(before);
        Map<String, Double> last = read(after);
        Map<String, Double> means = new LinkedHashMap<>();
        last.forEach(
                (key, count) -> {
                    if (!key.startsWith("count ")) {
                        return;
                    }
                    String step = key.substring("count ".length());
                    double times = count - first.getOrDefault(key, 0.0);
                    double seconds =
                            last.getOrDefault("sum " + step, 0.0)
                                    - first.getOrDefault("sum " + step, 0.0);
                    if (times > 0) {
                        means.put(step, seconds / times * 1000);
                    }
                });
        return means;
    }

    private static Map<String, Double> read(String metrics) {
        Map<String, Double> values = new TreeMap<>();
        metrics.lines()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .forEach(
                        line -> {
                            Map<String, String> labels = new TreeMap<>();
                            LABEL.matcher(line.group(2))
                                    .results()
                                    .forEach(label -> labels.put(label.group(1), label.group(2)));
                            values.put(
                                    line.group(1)
                                            + " "
                                            + labels.get("verb")
                                            + "."
                                            + labels.get("step"),
                                    Double.parseDouble(line.group(3)));
                        });
        return values;
    }
}
