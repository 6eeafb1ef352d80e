package dev.joey.container;

import static dev.joey.container.WireSamples.busybox;
import static dev.joey.container.WireSamples.config;
import static dev.joey.container.WireSamples.request;
import static dev.joey.container.WireSamples.understand;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.joey.error.EngineException.InvalidParameter;
import dev.joey.oci.ImageConfig;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreateMergeTest {
    private static final ImageConfig BOTH =
            config(List.of("/init"), List.of("serve"), List.of(), Map.of(), null);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                      | [/init] | [serve]",
                "\"Cmd\":[\"x\",\"y\"]                   | [/init] | [x, y]",
                "\"Cmd\":\"x y\"                         | [/init] | [x y]",
                "\"Cmd\":[]                              | [/init] | [serve]",
                "\"Entrypoint\":[\"/e\"]                 | [/e]    | []",
                "\"Entrypoint\":\"/e\"                   | [/e]    | []",
                "\"Entrypoint\":[\"/e\"],\"Cmd\":[\"x\"] | [/e]    | [x]",
                "\"Entrypoint\":[]                       | []      | [serve]",
                "\"Entrypoint\":[\"\"],\"Cmd\":[\"x\"]   | []      | [x]",
                "\"Entrypoint\":null,\"Cmd\":null        | [/init] | [serve]",
                "\"entrypoint\":[\"/e\"],\"CMD\":[\"x\"] | [/e]    | [x]",
            })
    void theCommandLineIsMergedByDockersRules(String fields, String entrypoint, String cmd) {
        var process = understand(request(fields, ""), BOTH, 51).spec().process();
        assertEquals(entrypoint, process.entrypoint().toString());
        assertEquals(cmd, process.cmd().toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"\"Entrypoint\":[\"\"]", "\"Entrypoint\":[\"\"],\"Cmd\":[]"})
    void aCommandLineOfNothingIsRefused(String fields) {
        var failure =
                assertThrows(
                        InvalidParameter.class, () -> understand(request(fields, ""), BOTH, 51));
        assertEquals("no command specified", failure.getMessage());
    }

    @Test
    void anImageWithoutCommandNeedsOne() {
        var empty = config(List.of(), List.of(), List.of(), Map.of(), null);
        assertThrows(InvalidParameter.class, () -> understand(request("", ""), empty, 51));
    }

    @Test
    void theUsersVariablesComeFirstAndHideTheImages() {
        var image =
                config(
                        List.of(),
                        List.of("sh"),
                        List.of("PATH=/bin", "A=image", "B=image", "NOVALUE"),
                        Map.of(),
                        null);
        var spec = understand(request("\"Env\":[\"Z=1\",\"A=user\",\"B\"]", ""), image, 51).spec();
        assertEquals(List.of("Z=1", "A=user", "B", "PATH=/bin"), spec.process().env());
    }

    @Test
    void labelsAndPortsAreUnitedAndTheUserWins() {
        var image =
                new ImageConfig(
                        "amd64",
                        "linux",
                        null,
                        null,
                        null,
                        List.of(),
                        List.of("sh"),
                        List.of(),
                        "nobody:users",
                        "/srv/../app//",
                        Map.of("a", "image", "b", "image"),
                        Set.of("80/tcp"),
                        Set.of(),
                        "SIGQUIT",
                        List.of("/bin/ash", "-c"),
                        List.of("RUN x"),
                        false,
                        null,
                        List.of(),
                        List.of());
        var spec =
                understand(
                                request(
                                        "\"Labels\":{\"b\":\"user\",\"c\":null},"
                                                + "\"ExposedPorts\":{\"53/udp\":{}}",
                                        ""),
                                image,
                                51)
                        .spec();
        assertEquals(Map.of("a", "image", "b", "user", "c", ""), spec.identity().labels());
        assertEquals(Set.of("80/tcp", "53/udp"), spec.imageDefaults().exposedPorts());
        assertEquals("nobody:users", spec.process().user());
        assertEquals("/app", spec.process().workingDir());
        assertEquals("SIGQUIT", spec.stop().signal());
        assertEquals(List.of(), spec.imageDefaults().shell());
        assertEquals(List.of(), spec.imageDefaults().onBuild());
    }

    @Test
    void theUsersScalarsWin() {
        var spec =
                understand(
                                request(
                                        "\"User\":\"0\",\"WorkingDir\":\"/a/./b/\",\"StopSignal\":"
                                                + "\"SIGINT\",\"StopTimeout\":0,\"Shell\":\"/bin/sh\"",
                                        ""))
                        .spec();
        assertEquals("0", spec.process().user());
        assertEquals("/a/b", spec.process().workingDir());
        assertEquals("SIGINT", spec.stop().signal());
        assertEquals(0, spec.stop().timeoutSeconds());
        assertEquals(List.of("/bin/sh"), spec.imageDefaults().shell());
    }

    @Test
    void everyNegativeStopTimeoutWaitsForEver() {
        assertEquals(
                -1, understand(request("\"StopTimeout\":-7", "")).spec().stop().timeoutSeconds());
    }

    @Test
    void theHostnameIsTheBriefIdOrTheHosts() {
        assertEquals("c0ffeec0ffee", understand(request("", "")).spec().identity().hostname());
        var host = understand("{\"Image\":\"b\",\"HostConfig\":{\"NetworkMode\":\"host\"}}").spec();
        assertEquals("the-host", host.identity().hostname());
        var named = understand(request("\"Hostname\":\"db\",\"Domainname\":\"lan\"", "")).spec();
        assertEquals("db", named.identity().hostname());
        assertEquals("lan", named.identity().domainname());
    }

    @Test
    void theDaemonsDefaultsCompleteTheRequest() {
        var host = understand(request("", "")).spec().host();
        assertEquals("runc", host.runtime());
        assertEquals("overlayfs", host.snapshotter());
        assertEquals("private", host.ipcMode());
        assertEquals("no", host.restartPolicy().name());
        assertEquals(
                new ContainerSpec.LogConfig("json-file", Map.of("max-size", "10m")), host.log());
    }

    @Test
    void theDaemonsLogOptionsAreForItsOwnDriver() {
        String own = "\"LogConfig\":{\"Config\":{\"max-file\":\"3\",\"max-size\":\"1k\"}}";
        assertEquals(
                new ContainerSpec.LogConfig("json-file", Map.of("max-size", "1k", "max-file", "3")),
                understand(request("", own)).spec().host().log());
        assertEquals(
                new ContainerSpec.LogConfig("none", Map.of()),
                understand(request("", "\"LogConfig\":{\"Type\":\"none\"}")).spec().host().log());
    }

    @Test
    void oldClientsGetTheDefaultsOfTheirTime() {
        String all =
                "\"AutoRemove\":true,\"ConsoleSize\":[24,80],\"Annotations\":{\"a\":\"b\"},"
                        + "\"KernelMemory\":9999999";
        var at24 = understand(request("", all), busybox(), 24);
        assertEquals(false, at24.spec().host().autoRemove());
        assertEquals("shareable", at24.spec().host().ipcMode());
        assertEquals(List.of(0, 0), at24.spec().process().consoleSize());
        assertEquals(Map.of(), at24.spec().identity().annotations());
        assertTrue(at24.warnings().getFirst().contains("kernel memory"), at24.toString());
        var at51 = understand(request("", all));
        assertEquals(true, at51.spec().host().autoRemove());
        assertEquals("private", at51.spec().host().ipcMode());
        assertEquals(List.of(24, 80), at51.spec().process().consoleSize());
        assertEquals(Map.of("a", "b"), at51.spec().identity().annotations());
        assertEquals(List.of(), at51.warnings());
    }

    @Test
    void veryOldClientsSendLimitsBesideTheImage() {
        var resources =
                understand(
                                request(
                                        "\"Memory\":8388608,\"MemorySwap\":-1,\"CpuShares\":7,"
                                                + "\"Cpuset\":\"0,1\"",
                                        ""))
                        .spec()
                        .resources();
        assertEquals(8388608, resources.memoryBytes());
        assertEquals(-1, resources.memorySwapBytes());
        assertEquals(7, resources.cpuShares());
        assertEquals("0,1", resources.cpusetCpus());
    }

    @Test
    void whatMeansNoLimitIsNoLimit() {
        String limits = "\"MemorySwappiness\":-1,\"PidsLimit\":0";
        var resources = understand(request("", limits)).spec().resources();
        assertEquals(null, resources.memorySwappiness());
        assertEquals(null, resources.pidsLimit());
    }

    @Test
    void aDeviceHasItsOwnPathAndAllPermissions() {
        String devices = "\"Devices\":[{\"PathOnHost\":\"/dev/fuse\"},null]";
        assertEquals(
                List.of(new ContainerSpec.DeviceMapping("/dev/fuse", "/dev/fuse", "rwm")),
                understand(request("", devices)).spec().resources().devices());
    }

    @Test
    void networkDisabledIsNetworkNone() {
        var request = understand("{\"Image\":\"b\",\"NetworkDisabled\":true}");
        assertEquals("none", request.spec().host().networkMode());
        assertTrue(request.spec().declared().networkDisabled());
    }

    @Test
    void pouchsAnnotationsAreAnnotations() {
        assertEquals(
                Map.of("x", "y"),
                understand(request("\"SpecAnnotation\":{\"x\":\"y\"}", ""))
                        .spec()
                        .identity()
                        .annotations());
    }

    @Test
    void aHealthcheckOfTheImageIsWarnedAboutAndShown() {
        String test = "{\"Test\":[\"CMD\",\"NONE\"]}";
        var image = config(List.of(), List.of("sh"), List.of(), Map.of(), test);
        var request = understand(request("", ""), image, 51);
        assertEquals(
                List.of("HEALTHCHECK of the image is not supported by this version: it is not run"),
                request.warnings());
        assertEquals(test, request.spec().declared().healthcheck());
        var off = understand(request("\"Healthcheck\":{\"Test\":[\"NONE\"]}", ""), image, 51);
        assertEquals(List.of(), off.warnings());
        assertEquals("{\"Test\":[\"NONE\"]}", off.spec().declared().healthcheck());
    }

    @Test
    void aSpecSurvivesItsStoredForm() throws JsonProcessingException {
        var spec =
                understand(
                                request(
                                        "\"Env\":[\"A=1\"],\"ExposedPorts\":{\"80/tcp\":{}}",
                                        "\"PortBindings\":{\"80/tcp\":[{\"HostPort\":\"8080\"}]},"
                                                + "\"Ulimits\":[{\"Name\":\"nofile\",\"Soft\":1,"
                                                + "\"Hard\":2}],\"Init\":true"))
                        .spec();
        String stored = WireSamples.JSON.writeValueAsString(spec);
        assertEquals(spec, WireSamples.JSON.readValue(stored, ContainerSpec.class));
        String old = stored.replaceFirst(",\"declared\":.*", "}");
        assertEquals(
                ContainerSpec.Declared.NOTHING,
                WireSamples.JSON.readValue(old, ContainerSpec.class).declared());
    }
}
