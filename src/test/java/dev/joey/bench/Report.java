package dev.joey.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.joey.testing.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The table on standard output and the same as JSON. */
final class Report {
    private final List<Figure> figures = new ArrayList<>();
    private final Map<String, Map<String, Double>> details = new LinkedHashMap<>();

    void add(Figure figure) {
        figures.add(figure);
        System.out.println(figure.line());
    }

    /** Shows where a figure's time goes: milliseconds by step. */
    void detail(String title, Map<String, Double> milliseconds) {
        details.put(title, milliseconds);
        System.out.println();
        System.out.println(title);
        milliseconds.forEach(
                (step, time) -> System.out.printf(Locale.ROOT, "  %-40s %8.2f ms%n", step, time));
    }

    static void title(String text) {
        System.out.println();
        System.out.println(text);
    }

    void write(Path file) throws IOException {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("time", Instant.now().toString());
        document.put("machine", machine());
        List<Map<String, Object>> lines = new ArrayList<>();
        for (Figure figure : figures) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("name", figure.name());
            line.put("value", figure.value());
            line.put("unit", figure.unit());
            line.put("target", Double.isNaN(figure.target()) ? null : figure.target());
            line.put("better", figure.atMost() ? "smaller" : "larger");
            line.put("verdict", figure.verdict());
            lines.add(line);
        }
        document.put("figures", lines);
        document.put("milliseconds", details);
        JsonMapper.builder()
                .build()
                .writerWithDefaultPrettyPrinter()
                .writeValue(file.toFile(), document);
        System.out.println();
        System.out.println("written to " + file);
    }

    /** What the figures were measured on. */
    static Map<String, String> machine() throws IOException {
        Map<String, String> machine = new LinkedHashMap<>();
        machine.put("cpu", first("/proc/cpuinfo", "model name"));
        machine.put("cpus", String.valueOf(Runtime.getRuntime().availableProcessors()));
        machine.put("memory", first("/proc/meminfo", "MemTotal"));
        machine.put("load", Files.readString(Path.of("/proc/loadavg")).strip());
        machine.put("kernel", Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip());
        machine.put("java", Runtime.version().toString());
        machine.put("containerd", Program.run("containerd", "--version").out().strip());
        machine.put("runc", Program.run("runc", "--version").out().lines().findFirst().orElse(""));
        return machine;
    }

    private static String first(String file, String key) throws IOException {
        try (var lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        }
    }
}
