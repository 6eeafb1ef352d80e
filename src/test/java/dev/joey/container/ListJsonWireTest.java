package dev.joey.container;

import static dev.joey.container.WireSamples.IMAGE_ID;
import static dev.joey.container.WireSamples.NOON;
import static dev.joey.container.WireSamples.container;
import static dev.joey.container.WireSamples.request;
import static dev.joey.container.WireSamples.understand;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.joey.container.ContainerState.Run;
import dev.joey.container.ContainerState.Running;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ListJsonWireTest {
    private static final ListFacts FACTS = _ -> Optional.of(IMAGE_ID);

    private Instant now = NOON.plusSeconds(5);
    private final ListJsonWire lists =
            new ListJsonWire(
                    WireSamples.JSON,
                    new Clock() {
                        @Override
                        public ZoneOffset getZone() {
                            return ZoneOffset.UTC;
                        }

                        @Override
                        public Clock withZone(java.time.ZoneId zone) {
                            return this;
                        }

                        @Override
                        public Instant instant() {
                            return now;
                        }
                    });

    private static ContainerSummary running() {
        return ContainerSummary.of(
                container(
                        understand(request("\"Cmd\":[\"\\u00e9\\\"\"]", "")).spec(),
                        new Running(new Run(1, 42, NOON))));
    }

    private String plain(List<ContainerSummary> containers, int apiMinor)
            throws JsonProcessingException {
        return WireSamples.JSON.writeValueAsString(
                ContainerWire.list(containers, FACTS, now, apiMinor));
    }

    private String written(List<ContainerSummary> containers, ListFacts facts, int apiMinor)
            throws JsonProcessingException {
        return WireSamples.JSON.writeValueAsString(lists.of(containers, facts, apiMinor));
    }

    @Test
    void theJsonIsThatOfTheElements() throws Exception {
        List<ContainerSummary> containers = List.of(running(), running());
        for (int apiMinor : List.of(51, 51, 45, 51)) {
            assertEquals(plain(containers, apiMinor), written(containers, FACTS, apiMinor));
        }
        assertEquals("[]", written(List.of(), FACTS, 51));
    }

    @Test
    void whatShowsTheSameIsNotWrittenAgain() {
        List<ContainerSummary> one = List.of(running());
        assertSame(
                lists.of(one, FACTS, 51).elements().getFirst(),
                lists.of(one, FACTS, 51).elements().getFirst());
        assertNotSame(
                lists.of(one, FACTS, 51).elements().getFirst(),
                lists.of(List.of(running()), FACTS, 51).elements().getFirst());
    }

    @Test
    void timeAndImagesAndSizesMoveOn() throws Exception {
        List<ContainerSummary> one = List.of(running());
        assertTrue(written(one, FACTS, 51).contains("\"Up 5 seconds\""));
        now = now.plusSeconds(1);
        assertTrue(written(one, FACTS, 51).contains("\"Up 6 seconds\""));
        assertTrue(
                written(one, _ -> Optional.empty(), 51)
                        .contains("\"Image\":\"" + IMAGE_ID.value() + "\""));
        for (long bytes : List.of(1L, 2L)) {
            ListFacts sized =
                    new ListFacts() {
                        @Override
                        public Optional<dev.joey.oci.Digest> imageNamed(String name) {
                            return Optional.empty();
                        }

                        @Override
                        public Optional<InspectFacts.Sizes> sizesOf(ContainerId id) {
                            return Optional.of(new InspectFacts.Sizes(bytes, bytes));
                        }
                    };
            assertTrue(written(one, sized, 51).contains("\"SizeRw\":" + bytes));
        }
    }

    @Test
    void containersThatAreGoneAreForgotten() {
        ContainerSummary any = running();
        lists.of(
                IntStream.range(0, 1000)
                        .mapToObj(
                                i ->
                                        new ContainerSummary(
                                                new ContainerId("%064x".formatted(i)),
                                                any.name(),
                                                any.createdAt(),
                                                any.image(),
                                                any.imageId(),
                                                any.command(),
                                                any.state(),
                                                any.networkMode(),
                                                any.networks(),
                                                any.labels(),
                                                any.annotations(),
                                                any.exposedPorts(),
                                                any.publishedPorts(),
                                                any.volumes(),
                                                any.mounts()))
                        .toList(),
                FACTS,
                51);
        assertEquals(1000, lists.kept());
        lists.of(List.of(any), FACTS, 51);
        assertEquals(1, lists.kept());
    }
}
