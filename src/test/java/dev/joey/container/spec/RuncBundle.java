package dev.joey.container.spec;

import dev.joey.container.ContainerId;
import dev.joey.container.ContainerSpec;
import dev.joey.linux.Cgroups.Feature;
import dev.joey.testing.SampleHost;
import dev.joey.testing.StubCgroups;
import dev.joey.testing.StubLinux;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A root of one static busybox that runc runs with specs made for this very host. */
final class RuncBundle implements AutoCloseable {
    private final Path bundle;
    private final ContainerId id = ContainerId.random(new SecureRandom());
    private final String parent = "/joey-it-" + id.brief();

    /** The facts of this host, with all features, and with its true capabilities. */
    final HostFacts host;

    RuncBundle(Path bundle) throws IOException {
        this.bundle = bundle;
        Path bin = Files.createDirectories(root().resolve("bin"));
        Files.copy(Path.of("/bin/busybox"), bin.resolve("busybox"));
        for (String applet : List.of("sh", "cat", "id", "env", "hostname", "mount", "ls", "pwd")) {
            Files.createSymbolicLink(bin.resolve(applet), Path.of("busybox"));
        }
        Files.createDirectories(root().resolve("etc"));
        Files.writeString(
                root().resolve("etc/passwd"),
                "root:x:0:0:root:/root:/bin/sh\napp:x:1000:1001::/home/app:/bin/sh\n");
        Files.writeString(root().resolve("etc/group"), "root:x:0:\napp:x:1001:\nvideo:x:44:app\n");
        boolean unified = Files.exists(Path.of("/sys/fs/cgroup/cgroup.controllers"));
        host =
                new HostProbe()
                        .read(
                                new StubLinux(
                                        new LinkedHashSet<>(SampleHost.CAPABILITIES), bounding()),
                                new StubCgroups(unified ? 2 : 1, EnumSet.allOf(Feature.class)));
    }

    /** What ran. */
    record Run(int code, String output) {}

    Path root() {
        return bundle.resolve("rootfs");
    }

    Run run(ContainerSpec spec) throws Exception {
        return run(spec, Surroundings.bare());
    }

    Run run(ContainerSpec spec, Surroundings around) throws Exception {
        var defaults =
                new Defaults(parent, false, 64 << 20, false, Optional.empty(), Optional.empty());
        RuntimeSpecs.Result made =
                new RuntimeSpecs(host, defaults, "/usr/bin")
                        .of(
                                id,
                                CreateChecks.check(spec, host, defaults).spec(),
                                around,
                                (path, maxBytes) -> read(path));
        Files.createDirectories(Path.of(root().toString(), made.workingDir()));
        Files.write(bundle.resolve("config.json"), made.spec().toJson());
        Path output = bundle.resolve("output");
        Process runc =
                new ProcessBuilder(
                                "runc",
                                "--root",
                                bundle.resolve("state").toString(),
                                "run",
                                "--bundle",
                                bundle.toString(),
                                id.value())
                        .redirectErrorStream(true)
                        .redirectInput(new java.io.File("/dev/null"))
                        .redirectOutput(output.toFile())
                        .start();
        try {
            if (!runc.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("runc does not end: " + Files.readString(output));
            }
            return new Run(runc.exitValue(), Files.readString(output));
        } finally {
            runc.destroyForcibly();
        }
    }

    private Optional<byte[]> read(String path) {
        try {
            return Optional.of(Files.readAllBytes(Path.of(root().toString(), path)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Set<String> bounding() throws IOException {
        String line =
                Files.readAllLines(Path.of("/proc/self/status")).stream()
                        .filter(text -> text.startsWith("CapBnd:"))
                        .findFirst()
                        .orElseThrow();
        var bits = new BigInteger(line.substring("CapBnd:".length()).strip(), 16);
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < SampleHost.CAPABILITIES.size(); i++) {
            if (bits.testBit(i)) {
                names.add(SampleHost.CAPABILITIES.get(i));
            }
        }
        return names;
    }

    /** Takes away the parent groups that runc made and left. */
    @Override
    public void close() throws IOException {
        try (Stream<Path> hierarchies = Files.list(Path.of("/sys/fs/cgroup"))) {
            for (Path hierarchy : hierarchies.toList()) {
                remove(hierarchy.resolve(parent.substring(1)));
            }
        }
        remove(Path.of("/sys/fs/cgroup" + parent));
    }

    private static void remove(Path group) throws IOException {
        if (Files.isDirectory(group)) {
            Files.delete(group);
        }
    }
}
