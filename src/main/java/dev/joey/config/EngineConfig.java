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

    /**
     * The file that holds the daemon's process id; absent means {@code joey.pid} in the exec root.
     */
    Optional<Path> pidfile();

    /** The configuration file that was read, to be read again by a reload. */
    Optional<Path> configFile();

    /**
     * The settings given on the command line, by their keys of the configuration file: a reload may
     * not set them.
     */
    Optional<List<String>> commandLineKeys();

    /** Where to serve {@code /metrics} and it alone, as {@code address:port}. */
    Optional<String> metricsAddr();

    /** {@code debug}, {@code info}, {@code warn}, {@code error} or {@code fatal}, at start. */
    @WithDefault("info")
    String logLevel();

    /** Logs at level debug, at start; {@link LiveConfig} knows the present value. */
    @WithDefault("false")
    boolean debug();

    /** How long a stopping daemon waits for its requests, in seconds, at start. */
    @WithDefault("15")
    int shutdownTimeout();

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

    /**
     * Runtimes by name; the value is the path of the binary, or its name when PATH has it. {@code
     * runc} is always there. A runtime with arguments of its own is a small script.
     */
    Map<String, String> runtimes();

    /** Runtimes that got arguments in the configuration file: the arguments, to be shown. */
    Map<String, List<String>> runtimeArgs();

    /** Daemon labels, {@code key=value}, at start; {@link LiveConfig} knows the present ones. */
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
        /** Off only together with {@link #insecureTcp()}. */
        @WithDefault("true")
        boolean enabled();

        /** Allows a tcp listener without TLS. */
        @WithDefault("false")
        boolean insecureTcp();

        /** The CA that signs clients' certificates, PEM. */
        Optional<Path> caCert();

        /** The listeners' certificate, PEM. */
        Optional<Path> cert();

        /** The certificate's key, PEM. */
        Optional<Path> key();
    }
}
