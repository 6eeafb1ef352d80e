package dev.joey.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.joey.container.UsageTarget;
import io.prometheus.client.Collector.MetricFamilySamples;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StatsWireTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Sample sample(int seconds) {
        StatsRig rig = new StatsRig();
        UsageTarget target = rig.running().getOrDefault(StatsRig.id(1), null);
        if (target == null) {
            target = rig.running.get(rig.start(1, "web"));
        }
        return new Sample(
                target.id(),
                "web",
                new Sample.Counted(
                        target,
                        Instant.ofEpochSecond(seconds, 5),
                        StatsRig.usage(seconds),
                        9_000_000_000L,
                        2,
                        1 << 20,
                        rig.interfaces(1)));
    }

    private static JsonNode json(Sample before, Sample now) throws JsonProcessingException {
        return JSON.readTree(JSON.writeValueAsString(StatsWire.document(before, now)));
    }

    @Test
    void aContainerThatDoesNotRunHasANameAndNoNumbers() throws JsonProcessingException {
        String cpu =
                "{'cpu_usage':{'total_usage':0,'usage_in_kernelmode':0,'usage_in_usermode':0},"
                        + "'throttling_data':{'periods':0,'throttled_periods':0,'throttled_time':0}}";
        assertEquals(
                JSON.readTree(
                        ("{'name':'/web','id':'"
                                        + StatsRig.id(1)
                                        + "','read':'0001-01-01T00:00:00Z',"
                                        + "'preread':'0001-01-01T00:00:00Z','pids_stats':{},"
                                        + "'blkio_stats':{'io_service_bytes_recursive':null,"
                                        + "'io_serviced_recursive':null,'io_queue_recursive':null,"
                                        + "'io_service_time_recursive':null,"
                                        + "'io_wait_time_recursive':null,'io_merged_recursive':null,"
                                        + "'io_time_recursive':null,'sectors_recursive':null},"
                                        + "'num_procs':0,'storage_stats':{},'cpu_stats':"
                                        + cpu
                                        + ",'precpu_stats':"
                                        + cpu
                                        + ",'memory_stats':{}}")
                                .replace('\'', '"')),
                json(null, Sample.idle(StatsRig.id(1), "web")));
    }

    @Test
    void theDocumentHasDockersNames() throws JsonProcessingException {
        JsonNode now = json(sample(3), sample(4));
        assertEquals("1970-01-01T00:00:04.000000005Z", now.at("/read").textValue());
        assertEquals("1970-01-01T00:00:03.000000005Z", now.at("/preread").textValue());
        assertEquals(4_000_000_000L, now.at("/cpu_stats/cpu_usage/total_usage").longValue());
        assertEquals(3_000_000_000L, now.at("/precpu_stats/cpu_usage/total_usage").longValue());
        assertEquals("[3,4]", now.at("/cpu_stats/cpu_usage/percpu_usage").toString());
        assertEquals(9_000_000_000L, now.at("/cpu_stats/system_cpu_usage").longValue());
        assertEquals(2, now.at("/cpu_stats/online_cpus").intValue());
        assertEquals(1 << 20, now.at("/memory_stats/limit").intValue(), "the host's memory");
        assertEquals(2000, now.at("/memory_stats/max_usage").intValue());
        assertEquals("18446744073709551615", now.at("/pids_stats/limit").toString());
        assertEquals(
                "{\"major\":254,\"minor\":0,\"op\":\"Write\",\"value\":20}",
                now.at("/blkio_stats/io_service_bytes_recursive/1").toString());
        assertEquals("[]", now.at("/blkio_stats/io_queue_recursive").toString());
        assertEquals(
                "{\"rx_bytes\":1,\"rx_packets\":2,\"rx_errors\":3,\"rx_dropped\":4,"
                        + "\"tx_bytes\":5,\"tx_packets\":6,\"tx_errors\":7,\"tx_dropped\":8}",
                now.at("/networks/eth0").toString());
    }

    @Test
    void seriesHaveBoundedLabels() {
        List<MetricFamilySamples> families = ContainerMetrics.families(List.of(sample(4)));
        MetricFamilySamples.Sample cpu = families.get(1).samples.getFirst();
        assertEquals("container_cpu_usage_seconds_total", cpu.name);
        assertEquals(4.0, cpu.value);
        assertEquals(List.of("id", "name", "image"), cpu.labelNames);
        TreeSet<String> names =
                families.stream()
                        .flatMap(family -> family.samples.stream())
                        .map(one -> one.name)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(16, names.size(), names.toString());
        MetricFamilySamples.Sample received =
                families.stream()
                        .filter(f -> f.name.equals("container_network_receive_bytes"))
                        .findFirst()
                        .orElseThrow()
                        .samples
                        .getFirst();
        assertEquals(
                List.of(StatsRig.id(1).value(), "web", "busybox", "eth0"), received.labelValues);
    }
}
