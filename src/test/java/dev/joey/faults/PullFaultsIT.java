package dev.joey.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.joey.testing.DockerCli;
import dev.joey.testing.Json;
import dev.joey.testing.LiveProgram;
import dev.joey.testing.Program;
import dev.joey.testing.RegistryUnderTest;
import dev.joey.testing.Relay;
import dev.joey.testing.TestImages;
import dev.joey.testing.TestImages.Member;
import dev.joey.testing.TestImages.TestImage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pulls over bad lines, from bad registries, and by daemons that die. */
class PullFaultsIT {
    private static final int LAYER_BYTES = 8_000_000;

    @RegisterExtension static final DockerCli DOCKER = new DockerCli();

    private final RegistryUnderTest registry = RegistryUnderTest.open();
    private final Relay line = new Relay(registry.authority());

    @AfterEach
    void close() {
        line.close();
        registry.close();
    }

    /** Pushes an image of three layers; its name behind the bad line. */
    private String image(int seed) {
        List<byte[]> layers = new ArrayList<>();
        Random random = new Random(seed);
        for (int i = 0; i < 3; i++) {
            byte[] noise = new byte[LAYER_BYTES];
            random.nextBytes(noise);
            layers.add(TestImages.tar(List.of(Member.file("noise" + i, noise))));
        }
        String name = registry.name("noise:" + seed);
        TestImage image = TestImages.image(name, "amd64", layers, Map.of());
        Path archive = DOCKER.file("noise.tar", TestImages.tar(TestImages.dockerArchive(image)));
        DOCKER.ok("load", "-q", "-i", archive.toString());
        DOCKER.ok("push", name);
        DOCKER.ok("rmi", name);
        return line.authority() + "/noise:" + seed;
    }

    private static JsonNode pulls() {
        return Json.of(DOCKER.daemon().http().get("/joey/pulls").text());
    }

    private static boolean isThere(String name) {
        return DOCKER.run("image", "inspect", name).code() == 0;
    }

    private static void assertWhole(String name) {
        assertEquals(0, pulls().size());
        DOCKER.ok("create", "--name", "whole", "--network", "none", name, "sh");
        DOCKER.ok("rm", "whole");
        DOCKER.ok("rmi", name);
    }

    @Test
    void aLineThatCutsEveryConnectionStillBringsAll() {
        String name = image(1);
        line.cutAfter(3_000_000);
        DOCKER.ok("pull", "-q", name);
        assertWhole(name);
    }

    @Test
    void aDaemonThatIsKilledGoesOnFromTheBytesThatCame() {
        String name = image(2);
        line.holdAfter(12_000_000);
        try (LiveProgram client = DOCKER.live("pull", "-q", name)) {
            CrashRig.await().until(() -> pulls().path(0).path("Current").asLong() > 6_000_000);
            JsonNode pull = pulls().path(0);
            assertTrue(pull.path("Active").asBoolean());
            assertEquals(name, pull.path("Reference").asText());
            assertTrue(pull.path("Total").asLong() > 3L * LAYER_BYTES);
            DOCKER.daemon().kill();
            assertTrue(client.exitCode() != 0);
        }
        DOCKER.daemon().startAgain();
        assertFalse(isThere(name));
        JsonNode left = pulls().path(0);
        assertFalse(left.path("Active").asBoolean());
        assertTrue(left.path("Current").asLong() > 6_000_000, left::toString);

        long before = line.passedBytes();
        line.open();
        DOCKER.ok("pull", "-q", name);
        long again = line.passedBytes() - before;
        assertTrue(again < 3L * LAYER_BYTES - 6_000_000, () -> again + " bytes came again");
        assertWhole(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"recorded", "brought", "registered"})
    void aPullThatDiesAtAnyStepIsFinishedByTheNext(String step) {
        String name = image(step.length());
        new CrashRig(DOCKER).crash("pull." + step, "pull", "-q", name);
        assertEquals(step.equals("registered"), isThere(name));
        DOCKER.ok("pull", "-q", name);
        assertWhole(name);
    }

    @Test
    void aClientThatLeavesStopsThePullAndTheNextGoesOn() {
        String name = image(3);
        line.holdAfter(12_000_000);
        try (LiveProgram client = DOCKER.live("pull", "-q", name)) {
            CrashRig.await().until(() -> pulls().path(0).path("Current").asLong() > 6_000_000);
            client.kill();
        }
        line.holdAfter(2_000_000);
        CrashRig.await().until(() -> !pulls().path(0).path("Active").asBoolean());
        line.open();
        DOCKER.ok("pull", "-q", name);
        assertWhole(name);
    }

    @Test
    void anUnfinishedPullCanBeForgotten() {
        String name = image(4);
        line.holdAfter(12_000_000);
        try (LiveProgram client = DOCKER.live("pull", "-q", name)) {
            CrashRig.await().until(() -> pulls().path(0).path("Current").asLong() > 6_000_000);
            String id = pulls().path(0).path("Id").asText();
            assertEquals(409, DOCKER.daemon().http().delete("/joey/pulls/" + id).status());
            DOCKER.daemon().kill();
            client.exitCode();
        }
        DOCKER.daemon().startAgain();
        String id = pulls().path(0).path("Id").asText();
        assertEquals(204, DOCKER.daemon().http().delete("/joey/pulls/" + id).status());
        assertEquals(404, DOCKER.daemon().http().delete("/joey/pulls/" + id).status());
        assertEquals(0, pulls().size());
    }

    @Test
    void twoPullsOfOneImageShareTheWork() {
        String name = image(5);
        long before = line.passedBytes();
        line.holdAfter(6_000_000);
        try (LiveProgram one = DOCKER.live("pull", "-q", name);
                LiveProgram two = DOCKER.live("pull", "-q", name)) {
            CrashRig.await().until(() -> pulls().path(0).path("Current").asLong() > 2_000_000);
            line.open();
            assertEquals(0, one.exitCode(), one::err);
            assertEquals(0, two.exitCode(), two::err);
        }
        long came = line.passedBytes() - before;
        assertTrue(came < 4L * LAYER_BYTES, () -> came + " bytes came for two pulls");
        assertWhole(name);
    }

    @Test
    void aRegistryThatComesBackIsWaitedFor() {
        String name = image(6);
        line.holdAfter(12_000_000);
        try (LiveProgram client = DOCKER.live("pull", "-q", name)) {
            CrashRig.await().until(() -> pulls().path(0).path("Current").asLong() > 6_000_000);
            registry.kill();
            line.open();
            registry.startAgain();
            assertEquals(0, client.exitCode(), client::err);
        }
        assertWhole(name);
    }

    @Test
    void aDamagedLayerIsRefusedAndNothingOfItStays() throws IOException {
        String name = image(7);
        Path largest;
        try (Stream<Path> files = Files.walk(registry.blobs())) {
            largest =
                    files.filter(file -> file.toFile().length() > LAYER_BYTES)
                            .findFirst()
                            .orElseThrow();
        }
        try (RandomAccessFile blob = new RandomAccessFile(largest.toFile(), "rw")) {
            blob.seek(5_000_000);
            blob.write(1);
            blob.write(2);
            blob.write(3);
        }
        Program.Result pull = DOCKER.run("pull", "-q", name);
        assertTrue(
                pull.err().contains("filesystem layer verification failed for digest sha256:"),
                pull.err());
        assertFalse(isThere(name));
        String id = pulls().path(0).path("Id").asText();
        assertEquals(204, DOCKER.daemon().http().delete("/joey/pulls/" + id).status());
    }
}
