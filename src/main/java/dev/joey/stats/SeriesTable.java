package dev.joey.stats;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Series by name while they are put together, one container after the other. */
final class SeriesTable {
    private static final double NANOS = 1e9;
    private static final List<String> LABELS = List.of("id", "name", "image");
    private static final List<String> WITH_INTERFACE = List.of("id", "name", "image", "interface");

    private final Map<String, Family> families = new LinkedHashMap<>();

    private record Family(Collector.Type type, String help, List<Sample> samples) {}

    /** What is told of one container. */
    Row row(String id, String name, String image) {
        return new Row(List.of(id, name, image));
    }

    /** All that was added, in the order in which names came first. */
    List<MetricFamilySamples> families() {
        List<MetricFamilySamples> all = new ArrayList<>();
        families.forEach(
                (name, family) ->
                        all.add(
                                new MetricFamilySamples(
                                        name, family.type(), family.help(), family.samples())));
        return all;
    }

    private void add(Collector.Type type, String name, String help, Sample sample) {
        families.computeIfAbsent(name, _ -> new Family(type, help, new ArrayList<>()))
                .samples()
                .add(sample);
    }

    /** One container's series. */
    final class Row {
        private final List<String> values;

        private Row(List<String> values) {
            this.values = values;
        }

        void gauge(String name, String help, long value) {
            SeriesTable.this.add(
                    Collector.Type.GAUGE,
                    name,
                    help,
                    new Sample(name, LABELS, values, (double) value));
        }

        /** A counter; {@code _total} is added to its name. */
        void counter(String name, String help, long value) {
            add(name, help, (double) value);
        }

        /** A counter of seconds; {@code _total} is added to its name. */
        void seconds(String name, String help, long nanos) {
            add(name, help, nanos / NANOS);
        }

        private void add(String name, String help, double value) {
            SeriesTable.this.add(
                    Collector.Type.COUNTER,
                    name,
                    help,
                    new Sample(name + "_total", LABELS, values, value));
        }

        /** A counter of one interface. */
        void counter(String name, String help, long value, String networkInterface) {
            List<String> labelled = new ArrayList<>(values);
            labelled.add(networkInterface);
            SeriesTable.this.add(
                    Collector.Type.COUNTER,
                    name,
                    help,
                    new Sample(name + "_total", WITH_INTERFACE, labelled, (double) value));
        }
    }
}
