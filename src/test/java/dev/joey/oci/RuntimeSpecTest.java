package dev.joey.oci;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.joey.oci.RuntimeSpec.ConsoleSize;
import dev.joey.oci.RuntimeSpec.DeviceRule;
import dev.joey.oci.RuntimeSpec.LinuxSpec;
import dev.joey.oci.RuntimeSpec.Memory;
import dev.joey.oci.RuntimeSpec.ProcessSpec;
import dev.joey.oci.RuntimeSpec.Resources;
import dev.joey.oci.RuntimeSpec.Rlimit;
import dev.joey.oci.RuntimeSpec.Root;
import dev.joey.oci.RuntimeSpec.User;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuntimeSpecTest {
    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    @Test
    void absentThingsAreLeftOutAndFalseOnesAreNot() {
        var linux =
                new LinuxSpec(
                        List.of(),
                        null,
                        "/a",
                        new Resources(
                                List.of(new DeviceRule(false, null, null, null, "rwm")),
                                new Memory(0L, null, null, null, false),
                                null,
                                null,
                                null,
                                Map.of()),
                        null,
                        "",
                        Map.of("kernel.domainname", ""),
                        null,
                        null,
                        null);
        var spec =
                new RuntimeSpec(
                        RuntimeSpec.VERSION,
                        null,
                        new Root("rootfs", false),
                        null,
                        null,
                        null,
                        Map.of(),
                        linux);
        assertEquals(
                "{\"ociVersion\":\"1.0.2\",\"root\":{\"path\":\"rootfs\",\"readonly\":false},"
                        + "\"linux\":{\"cgroupsPath\":\"/a\",\"resources\":{\"devices\":["
                        + "{\"allow\":false,\"access\":\"rwm\"}],"
                        + "\"memory\":{\"limit\":0,\"disableOOMKiller\":false}},"
                        + "\"sysctl\":{\"kernel.domainname\":\"\"}}}",
                text(spec.toJson()));
    }

    @Test
    void aProcessCanBeWrittenAlone() {
        var unlimited = new BigInteger("18446744073709551615");
        var process =
                new ProcessSpec(
                        true,
                        new ConsoleSize(24, 80),
                        new User(0, 0, List.of(0L)),
                        List.of("sh", ""),
                        List.of("A="),
                        "/",
                        null,
                        List.of(new Rlimit("RLIMIT_CORE", unlimited, unlimited)),
                        false,
                        null,
                        0,
                        null);
        assertEquals(
                "{\"terminal\":true,\"consoleSize\":{\"height\":24,\"width\":80},"
                        + "\"user\":{\"uid\":0,\"gid\":0,\"additionalGids\":[0]},"
                        + "\"args\":[\"sh\",\"\"],\"env\":[\"A=\"],\"cwd\":\"/\","
                        + "\"rlimits\":[{\"type\":\"RLIMIT_CORE\",\"hard\":18446744073709551615,"
                        + "\"soft\":18446744073709551615}],"
                        + "\"noNewPrivileges\":false,\"oomScoreAdj\":0}",
                text(process.toJson()));
    }
}
