package dev.joey.container.spec;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.joey.container.spec.HostFacts.CgroupFacts;
import dev.joey.container.spec.HostFacts.Cpus;
import dev.joey.container.spec.HostFacts.Kernel;
import dev.joey.container.spec.HostFacts.SecurityModules;
import dev.joey.linux.Cgroups;
import dev.joey.linux.Linux;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Reads {@link HostFacts} at the start of the daemon. Source: proc(5), sysfs(5). */
public final class HostProbe {
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*", Pattern.DOTALL);

    private final Path proc;
    private final Path sys;

    /** The running host's. */
    public HostProbe() {
        this(Path.of("/proc"), Path.of("/sys"));
    }

    /** One whose file systems are elsewhere. */
    HostProbe(Path proc, Path sys) {
        this.proc = proc;
        this.sys = sys;
    }

    /** Reads them; what cannot be read counts as absent. */
    public HostFacts read(Linux linux, Cgroups cgroups) {
        Set<Cgroups.Feature> features =
                Arrays.stream(Cgroups.Feature.values())
                        .filter(cgroups::supports)
                        .collect(
                                Collectors.toCollection(
                                        () -> EnumSet.noneOf(Cgroups.Feature.class)));
        return new HostFacts(
                kernel(),
                linux.kernelCapabilities(),
                linux.boundingCapabilities(),
                modules(),
                cpus(),
                new CgroupFacts(cgroups.version(), hasCgroupNamespaces(), features),
                sysctls(),
                thermalThrottleFolders(),
                HostDevices.of(linux));
    }

    private Kernel kernel() {
        Matcher version = VERSION.matcher(text(proc.resolve("sys/kernel/osrelease")).orElse(""));
        boolean known = version.matches();
        return new Kernel(
                known ? Integer.parseInt(version.group(1)) : 0,
                known ? Integer.parseInt(version.group(2)) : 0,
                architecture(System.getProperty("os.arch")),
                isWithoutX32());
    }

    /** What the kernel was built with, where it tells; asking by a system call could be deadly. */
    private boolean isWithoutX32() {
        Path packed = proc.resolve("config.gz");
        if (!Files.exists(packed)) {
            return false;
        }
        try (BufferedReader config =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(packed)), US_ASCII))) {
            return config.lines().anyMatch("# CONFIG_X86_X32_ABI is not set"::equals);
        } catch (IOException e) {
            return false;
        }
    }

    /** Java's name of the architecture in the words of seccomp profiles. */
    static String architecture(String java) {
        return switch (java.toLowerCase(Locale.ROOT)) {
            case "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            case "loongarch64" -> "loong64";
            default -> java;
        };
    }

    private SecurityModules modules() {
        boolean appArmor =
                text(sys.resolve("module/apparmor/parameters/enabled"))
                        .filter(enabled -> enabled.startsWith("Y"))
                        .isPresent();
        return new SecurityModules(
                text(proc.resolve("self/status"))
                        .filter(status -> status.contains("\nSeccomp:"))
                        .isPresent(),
                appArmor,
                Optional.empty(),
                Files.exists(sys.resolve("fs/selinux/enforce")));
    }

    private Cpus cpus() {
        String online =
                text(sys.resolve("devices/system/cpu/online")).map(String::strip).orElse("0");
        String nodes =
                text(sys.resolve("devices/system/node/online")).map(String::strip).orElse("0");
        return new Cpus(NumberList.parse(online).count(), online, nodes);
    }

    private boolean hasCgroupNamespaces() {
        return Files.exists(proc.resolve("self/ns/cgroup"), LinkOption.NOFOLLOW_LINKS);
    }

    private Set<String> sysctls() {
        return Stream.of(SysctlSection.PING_GROUP_RANGE, SysctlSection.UNPRIVILEGED_PORT_START)
                .filter(name -> Files.exists(proc.resolve("sys").resolve(name.replace('.', '/'))))
                .collect(Collectors.toUnmodifiableSet());
    }

    private List<String> thermalThrottleFolders() {
        String possible =
                text(sys.resolve("devices/system/cpu/possible")).map(String::strip).orElse("");
        return NumberList.parse(possible).numbers().stream()
                .mapToObj(cpu -> "devices/system/cpu/cpu" + cpu + "/thermal_throttle")
                .filter(folder -> Files.exists(sys.resolve(folder)))
                .map(folder -> "/sys/" + folder)
                .toList();
    }

    private static Optional<String> text(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
