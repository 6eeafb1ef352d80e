package dev.joey.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a user may choose for the whole daemon. Set from the command line and {@code
 * /etc/joey/config.json} by {@code dev.joey.Joey} before Quarkus starts.
 */
@ConfigMapping(prefix = "joey")
public interface EngineConfig {
    /**
     * Where all that must survive a reboot lives: database, logs, containerd's content. Absolute.
     */
    @WithDefault("/var/lib/joey")
    Path dataRoot();

    /** Where all that must not survive a reboot lives: sockets, FIFOs, namespaces. Absolute. */
    @WithDefault("/run/joey")
    Path execRoot();

    /** Listeners, as {@code unix:///path} or {@code tcp://address:port}. */
    @WithDefault("unix:///run/joey/joey.sock")
    List<String> hosts();

    /** The group that owns the unix sockets; left as it is when the group does not exist. */
    @WithDefault("joey")
    String group();

    /** The address of a containerd that runs already; without it Joey supervises a private one. */
    Optional<String> containerd();

    /** The containerd namespace that holds all of Joey's objects. */
    @WithDefault("joey")
    String containerdNamespace();

    /** The snapshotter of new containers. */
    @WithDefault("overlayfs")
    String snapshotter();

    /** The runtime of containers that name none. */
    @WithDefault("runc")
    String defaultRuntime();

    /** Runtimes by name; the value is the path of the binary. {@code runc} is always there. */
    Map<String, String> runtimes();

    /** Daemon labels, {@code key=value}. */
    Optional<List<String>> labels();

    /** The log driver of containers that name none. */
    @WithDefault("json-file")
    String logDriver();

    /** Options of the default log driver. */
    Map<String, String> logOpts();

    /**
     * The parent cgroup of containers that name none; absent means {@code /docker}'s counterpart
     * {@code /joey}.
     */
    Optional<String> cgroupParent();

    /** Runs a tiny init as PID 1 of containers that do not say. */
    @WithDefault("false")
    boolean init();

    /** The path of the init binary for {@code --init}. */
    Optional<String> initPath();

    /** How long stop waits before SIGKILL when nobody said, in seconds. */
    @WithDefault("10")
    int defaultStopTimeout();

    /** {@code /dev/shm} of containers that do not say, in bytes. */
    @WithDefault("67108864")
    long defaultShmSizeBytes();

    /** Mutual TLS of the tcp listeners. */
    Tls tls();

    /** Files of the tcp listeners' TLS. */
    interface Tls {
        @WithDefault("true")
        boolean enabled();

        /** Allows a tcp listener without TLS. */
        @WithDefault("false")
        boolean insecureTcp();

        Optional<Path> caCert();

        Optional<Path> cert();

        Optional<Path> key();
    }
}
