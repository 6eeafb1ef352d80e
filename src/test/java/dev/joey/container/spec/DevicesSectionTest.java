package dev.joey.container.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.container.ContainerSpec.DeviceMapping;
import dev.joey.error.EngineException.InvalidParameter;
import dev.joey.oci.RuntimeSpec.Device;
import dev.joey.oci.RuntimeSpec.DeviceRule;
import dev.joey.testing.SampleHost;
import dev.joey.testing.SampleHost.FakeDevices;
import dev.joey.testing.SampleSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DevicesSectionTest {
    private final SampleSpec spec = new SampleSpec();
    private final Warnings warnings = new Warnings();
    private HostDevices host = new SampleHost().devices;

    private DevicesSection section() {
        return DevicesSection.of(spec.made(), host, warnings);
    }

    private String refusal() {
        return assertThrows(InvalidParameter.class, this::section).getMessage();
    }

    @Test
    void everythingIsClosedFirst() {
        var rules = section().rules();
        assertEquals(new DeviceRule(false, null, null, null, "rwm"), rules.getFirst());
        assertTrue(section().nodes().isEmpty());
    }

    @Test
    void nodesOfAnyNumberMayBeMadeButNotFuseOpened() {
        var rules = section().rules();
        int fuse = rules.indexOf(new DeviceRule(false, "c", 10L, 229L, "rwm"));
        int wildcard = rules.indexOf(new DeviceRule(true, "c", null, null, "m"));
        assertTrue(rules.contains(new DeviceRule(true, "b", null, null, "m")));
        // cgroup v1 ignores a closed number behind a wildcard that opens it, so runc refuses it.
        assertTrue(0 < fuse && fuse < wildcard);
    }

    @Test
    void aMappedDeviceGetsItsNodeAndItsRule() {
        spec.devices = List.of(new DeviceMapping("/dev/fuse", "/dev/mine", "rw"));
        assertEquals(
                List.of(new Device("/dev/mine", "c", 10, 229, 0666, 0L, 0L)), section().nodes());
        assertEquals(new DeviceRule(true, "c", 10L, 229L, "rw"), section().rules().getLast());
    }

    @Test
    void aMappedFolderBringsAllBelow() {
        host =
                new FakeDevices(
                        SampleHost.node("/dev/snd/seq", 116, 1),
                        SampleHost.node("/dev/snd/by/timer", 116, 33));
        spec.devices = List.of(new DeviceMapping("/dev/snd", "/dev/sound", ""));
        assertEquals(
                List.of("/dev/sound/seq", "/dev/sound/by/timer"),
                section().nodes().stream().map(Device::path).toList());
        assertEquals(new DeviceRule(true, "c", 116L, 33L, "rwm"), section().rules().getLast());
    }

    @Test
    void anAbsentDeviceIsRefused() {
        spec.devices = List.of(new DeviceMapping("/dev/nope", "/dev/nope", "rwm"));
        assertEquals(
                "error gathering device information while adding custom device \"/dev/nope\": no"
                        + " such file or directory",
                refusal());
    }

    @Test
    void wrongPermissionsAreRefused() {
        spec.devices = List.of(new DeviceMapping("/dev/null", "/dev/x", "rx"));
        assertEquals("invalid device mode: rx", refusal());
    }

    @Test
    void rulesAreAppended() {
        spec.deviceCgroupRules = List.of("c 1:3 r", "b *:7 rwm", "a *:* m");
        var rules = section().rules();
        assertEquals(
                List.of(
                        new DeviceRule(true, "c", 1L, 3L, "r"),
                        new DeviceRule(true, "b", null, 7L, "rwm"),
                        new DeviceRule(true, "a", null, null, "m")),
                rules.subList(rules.size() - 3, rules.size()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"c 1:3", "x 1:3 r", "c 1:3 rx", "c 1:3 r ", "c -1:3 r", ""})
    void malformedRulesAreRefused(String rule) {
        spec.deviceCgroupRules = List.of(rule);
        assertEquals("invalid device cgroup rule format: '" + rule + "'", refusal());
    }

    @Test
    void privilegedHasAllDevicesButTheConsole() {
        host =
                new FakeDevices(
                        SampleHost.node("/dev/console", 5, 1), SampleHost.node("/dev/kvm", 10, 9));
        spec.privileged = true;
        assertEquals(List.of("/dev/kvm"), section().nodes().stream().map(Device::path).toList());
        assertEquals(List.of(new DeviceRule(true, null, null, null, "rwm")), section().rules());
    }

    @Test
    void privilegedIgnoresPermissionsWithAWarning() {
        spec.privileged = true;
        spec.devices =
                List.of(
                        new DeviceMapping("/dev/kvm", "/dev/kvm", "rwm"),
                        new DeviceMapping("/dev/fuse", "/dev/again", "r"));
        assertEquals(
                List.of("/dev/null", "/dev/fuse", "/dev/kvm", "/dev/again"),
                section().nodes().stream().map(Device::path).toList());
        assertEquals(
                List.of("custom r permissions for device /dev/fuse are ignored in privileged mode"),
                warnings.texts());
    }
}
