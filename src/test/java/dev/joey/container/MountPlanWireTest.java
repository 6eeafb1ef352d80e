package dev.joey.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.container.wire.CreateBody;
import dev.joey.error.EngineException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MountPlanWireTest {
    private static Storage plan(String hostConfig, String... volumes) {
        return plan(hostConfig, null, volumes);
    }

    private static Storage plan(String hostConfig, Container other, String... volumes) {
        try {
            CreateBody body =
                    WireSamples.JSON.readValue(
                            "{\"HostConfig\":{" + hostConfig + "}}", CreateBody.class);
            return MountPlanWire.of(
                    body,
                    Set.of(volumes),
                    name ->
                            other != null && name.equals(other.name())
                                    ? Optional.of(other)
                                    : Optional.empty(),
                    WireSamples.JSON);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aPathOfTheHostIsABindAndANameIsAVolume() {
        List<MountPoint> points = plan("\"Binds\":[\"/src/:/a/../b:ro\",\"data:/data\"]").points();
        assertEquals(
                List.of("bind /src /b false", "volume data /data true"),
                points.stream()
                        .map(
                                point ->
                                        String.join(
                                                " ",
                                                point.type(),
                                                point.isBind() ? point.source() : point.name(),
                                                point.destination(),
                                                Boolean.toString(point.rw())))
                        .toList());
        assertEquals("rprivate", points.getFirst().propagation());
        assertTrue(points.getLast().copy());
    }

    @Test
    void aVolumeOfTheImageComesOnlyWhereNothingIs() {
        Storage storage =
                plan("\"Binds\":[\"/src:/a\"],\"Tmpfs\":{\"/t\":\"\"}", "/a", "/b/", "/t");
        assertEquals(
                List.of("/a", "/b"),
                storage.points().stream().map(MountPoint::destination).toList());
        assertTrue(storage.points().getLast().anonymous());
    }

    @Test
    void mountsOfAnotherContainerAreTakenOverReadOnlyIfSaid() {
        SampleOther other = new SampleOther("\"Binds\":[\"data:/data\",\"/x:/x\"]");
        List<MountPoint> points =
                plan("\"VolumesFrom\":[\"other:ro\"],\"Binds\":[\"/y:/x\"]", other.container())
                        .points();
        assertFalse(points.getFirst().rw());
        assertFalse(points.getFirst().copy());
        assertEquals("/y", points.getLast().source());
        assertTrue(points.getLast().rw());
    }

    /** A container whose mounts are another's to take. */
    private record SampleOther(String hostConfig) {
        Container container() {
            dev.joey.testing.SampleSpec sample = new dev.joey.testing.SampleSpec();
            return new Container(
                    new ContainerId("a".repeat(64)),
                    "other",
                    java.time.Instant.EPOCH,
                    sample.made().with(plan(hostConfig)),
                    new ContainerState.Created(null),
                    0,
                    0,
                    false,
                    false);
        }
    }

    @Test
    void aContainerThatIsNotThereHasNoVolumesToGive() {
        EngineException refused =
                assertThrows(
                        EngineException.NotFound.class, () -> plan("\"VolumesFrom\":[\"nobody\"]"));
        assertEquals("No such container: nobody", refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"Binds\":[\"/a:/b\",\"v:/b/\"] | Duplicate mount point: /b",
                "\"Binds\":[\"/a:/b\"],\"Tmpfs\":{\"/b\":\"\"} | Duplicate mount point: /b",
                "\"Binds\":[\"/a:/\"] | invalid volume specification: '/a:/': invalid mount config"
                        + " for type \"bind\": invalid specification: destination can't be '/'",
                "\"Binds\":[\"/a:b\"] | invalid volume specification: '/a:b': invalid mount config"
                        + " for type \"bind\": invalid mount path: 'b' mount path must be absolute",
                "\"Binds\":[\"v:/b:rshared\"] | invalid volume specification: 'v:/b:rshared':"
                        + " invalid mount config for type \"volume\": field BindOptions must not be"
                        + " specified",
                "\"Mounts\":[{\"Type\":\"bind\",\"Source\":\"/nowhere\",\"Target\":\"/b\"}] |"
                        + " invalid mount config for type \"bind\": bind source path does not"
                        + " exist: /nowhere",
                "\"Mounts\":[{\"Type\":\"x\",\"Target\":\"/b\"}] | invalid mount config for type"
                        + " \"x\": mount type unknown",
                "\"Mounts\":[{\"Type\":\"volume\",\"Target\":\"/b\",\"ReadOnly\":true}] | invalid"
                        + " mount config for type \"volume\": must not set ReadOnly mode when using"
                        + " anonymous volumes",
                "\"Mounts\":[{\"Type\":\"volume\",\"Source\":\"v\",\"Target\":\"/b\","
                        + "\"VolumeOptions\":{\"Subpath\":\"../x\"}}] | invalid mount config for"
                        + " type \"volume\": subpath must be a relative path within the volume",
                "\"Mounts\":[{\"Type\":\"tmpfs\",\"Source\":\"s\",\"Target\":\"/b\"}] | invalid"
                        + " mount config for type \"tmpfs\": field Source must not be specified",
                "\"VolumesFrom\":[\"x:z,Q\"] | invalid mode: z,Q"
            })
    void whatCannotBeIsRefusedInDockersWords(String hostConfig, String message) {
        EngineException refused =
                assertThrows(
                        EngineException.InvalidParameter.class, () -> plan(hostConfig.strip()));
        assertEquals(message, refused.getMessage());
    }
}
