package dev.joey.container;

import static dev.joey.container.WireSamples.ID;
import static dev.joey.container.WireSamples.IMAGE_ID;
import static dev.joey.container.WireSamples.NOON;
import static dev.joey.container.WireSamples.container;
import static dev.joey.container.WireSamples.request;
import static dev.joey.container.WireSamples.understand;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.joey.container.ContainerState.Exit;
import dev.joey.container.ContainerState.Exited;
import dev.joey.container.wire.CreateResponse;
import dev.joey.container.wire.PruneResponse;
import dev.joey.container.wire.TopResponse;
import dev.joey.container.wire.UpdateResponse;
import dev.joey.container.wire.WaitResponse;
import dev.joey.network.Joined;
import dev.joey.oci.Digest;
import dev.joey.testing.FakeNetworks;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListWireTest {
    private static final ContainerSummary JOB =
            ContainerSummary.of(
                    container(
                            understand(
                                            request(
                                                    "\"Cmd\":[\"sh\",\"-c\",\"echo hi\"],"
                                                            + "\"Labels\":{\"a\":\"b\"},"
                                                            + "\"ExposedPorts\":{\"80/tcp\":{}}",
                                                    "\"Annotations\":{\"x\":\"y\"}"))
                                    .spec(),
                            new Exited(new Exit(1, 3, NOON, NOON.plusSeconds(60), false), null)));

    @Test
    void anElementIsShownAsDockerd28ShowsIt() throws JsonProcessingException {
        String wanted =
                """
                [{"Id":"ID","Names":["/web"],"Image":"busybox","ImageID":"IMAGE",
                "Command":"sh -c 'echo hi'","Created":1795521600,"Ports":[],"Labels":{"a":"b"},
                "State":"exited","Status":"Exited (3) About an hour ago",
                "HostConfig":{"NetworkMode":"none","Annotations":{"x":"y"}},
                "NetworkSettings":{"Networks":{"none":{"IPAMConfig":null,"Links":null,
                "Aliases":null,"MacAddress":"","DriverOpts":null,"GwPriority":0,"NetworkID":"",
                "EndpointID":"","Gateway":"","IPAddress":"","IPPrefixLen":0,"IPv6Gateway":"",
                "GlobalIPv6Address":"","GlobalIPv6PrefixLen":0,"DNSNames":null}}},"Mounts":[]}]
                """;
        assertEquals(
                wanted.replace("\n", "")
                        .replace("\"ID\"", "\"" + ID + "\"")
                        .replace("\"IMAGE\"", "\"" + IMAGE_ID + "\""),
                list(_ -> Optional.of(IMAGE_ID), 51));
    }

    @Test
    void aNameThatMovedOnIsShownAsTheId() throws JsonProcessingException {
        var other = new Digest("sha256:" + "00".repeat(32));
        for (ListFacts facts : List.<ListFacts>of(_ -> Optional.of(other), _ -> Optional.empty())) {
            assertEquals(
                    IMAGE_ID.value(),
                    ContainerWire.list(List.of(JOB), facts, NOON, 51).getFirst().image());
        }
    }

    @Test
    void annotationsAreForVersion46AndLater() throws JsonProcessingException {
        String at45 = list(_ -> Optional.of(IMAGE_ID), 45);
        assertEquals(true, at45.contains("\"HostConfig\":{\"NetworkMode\":\"none\"}"), at45);
        assertEquals(false, at45.contains("GwPriority"), at45);
    }

    @Test
    void sizesAreShownIfGiven() throws JsonProcessingException {
        var facts =
                new ListFacts() {
                    @Override
                    public Optional<Digest> imageNamed(String name) {
                        return Optional.empty();
                    }

                    @Override
                    public Optional<InspectFacts.Sizes> sizesOf(ContainerId id) {
                        return Optional.of(new InspectFacts.Sizes(5, 50));
                    }
                };
        String shown = list(facts, 51);
        assertEquals(true, shown.contains("\"SizeRw\":5,\"SizeRootFs\":50,"), shown);
    }

    @Test
    void anImageIsLookedUpOnceForAllContainers() {
        int[] asked = {0};
        ContainerWire.list(
                IntStream.range(0, 1000).mapToObj(_ -> JOB).toList(),
                _ -> {
                    asked[0]++;
                    return Optional.empty();
                },
                NOON,
                51);
        assertEquals(1, asked[0]);
    }

    @ParameterizedTest
    @CsvSource({"true, true", "a|b c|d, a 'b c' d", "a||b, a  b"})
    void commandsAreQuotedAsDockerDoes(String words, String text) {
        String array =
                List.of(words.split("\\|", -1)).stream()
                        .map(word -> "\"" + word + "\"")
                        .collect(Collectors.joining(",", "[", "]"));
        var process = understand(request("\"Cmd\":" + array, "")).spec().process();
        assertEquals(text, CommandLine.of(process).text());
    }

    @Test
    void theSmallAnswersHaveDockersForm() throws JsonProcessingException {
        assertJson("{\"Id\":\"x\",\"Warnings\":[]}", new CreateResponse("x", List.of()));
        assertJson("{\"StatusCode\":3}", WaitResponse.of(3));
        assertJson(
                "{\"StatusCode\":1,\"Error\":{\"Message\":\"gone\"}}",
                WaitResponse.failed(1, "gone"));
        assertJson(
                "{\"Titles\":[\"PID\"],\"Processes\":[[\"1\"]]}",
                new TopResponse(List.of("PID"), List.of(List.of("1"))));
        assertJson(
                "{\"ContainersDeleted\":[\"x\"],\"SpaceReclaimed\":7}",
                new PruneResponse(List.of("x"), 7));
        assertJson("{\"Warnings\":[]}", new UpdateResponse(List.of()));
    }

    private static void assertJson(String wanted, Object value) throws JsonProcessingException {
        assertEquals(wanted, WireSamples.JSON.writeValueAsString(value));
    }

    private static String list(ListFacts facts, int apiMinor) throws JsonProcessingException {
        ListFacts joined =
                new ListFacts() {
                    @Override
                    public Optional<Digest> imageNamed(String name) {
                        return facts.imageNamed(name);
                    }

                    @Override
                    public Optional<InspectFacts.Manifest> manifestOf(Digest image) {
                        return facts.manifestOf(image);
                    }

                    @Override
                    public Optional<InspectFacts.Sizes> sizesOf(ContainerId id) {
                        return facts.sizesOf(id);
                    }

                    @Override
                    public Joined networksOf(ContainerId id) {
                        return new Joined("", List.of(FakeNetworks.place("none")), List.of());
                    }
                };
        return WireSamples.JSON.writeValueAsString(
                ContainerWire.list(List.of(JOB), joined, NOON.plusSeconds(60 + 3600), apiMinor));
    }
}
