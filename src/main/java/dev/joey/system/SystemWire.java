package dev.joey.system;

import dev.joey.config.EngineConfig;
import dev.joey.config.RegistryConfig;
import dev.joey.http.ApiVersion;
import dev.joey.linux.Cgroups.Feature;
import dev.joey.stdio.LogDrivers;
import dev.joey.system.wire.InfoDocument;
import dev.joey.system.wire.InfoDocument.Commit;
import dev.joey.system.wire.VersionDocument;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** From facts to Docker's documents, shaped for the API version that the client asked for. */
@ApplicationScoped
class SystemWire {
    private static final String INDEX = "https://index.docker.io/v1/";

    private final EngineConfig config;
    private final RegistryConfig registries;
    private final LogDrivers logDrivers;

    SystemWire(EngineConfig config, RegistryConfig registries, LogDrivers logDrivers) {
        this.config = config;
        this.registries = registries;
        this.logDrivers = logDrivers;
    }

    VersionDocument version(EngineFacts facts) {
        Map<String, String> engine = new LinkedHashMap<>();
        engine.put("ApiVersion", ApiVersion.MAX.toString());
        engine.put("Arch", facts.host().goArchitecture());
        engine.put("BuildTime", facts.build().time());
        engine.put("Experimental", "false");
        engine.put("GitCommit", facts.build().commit());
        engine.put("GoVersion", javaVersion());
        engine.put("KernelVersion", facts.host().kernel());
        engine.put("MinAPIVersion", ApiVersion.MIN.toString());
        engine.put("Os", "linux");
        List<VersionDocument.Component> components = new ArrayList<>();
        components.add(new VersionDocument.Component("Engine", facts.build().version(), engine));
        components.add(
                component(
                        "containerd", facts.containerd().version(), facts.containerd().revision()));
        components.add(component("runc", facts.runc().version(), facts.runc().commit()));
        if (!facts.initPath().isEmpty()) {
            components.add(component("docker-init", facts.init().version(), facts.init().commit()));
        }
        return new VersionDocument(
                new VersionDocument.Platform("Joey"),
                components,
                facts.build().version(),
                ApiVersion.MAX.toString(),
                ApiVersion.MIN.toString(),
                facts.build().commit(),
                javaVersion(),
                "linux",
                facts.host().goArchitecture(),
                facts.host().kernel(),
                facts.build().time());
    }

    /**
     * The info document.
     *
     * @param minor of the API version 1.x
     */
    InfoDocument info(EngineFacts facts, int minor) {
        return new InfoDocument(
                facts.id(),
                contents(facts),
                limits(facts),
                process(facts),
                host(facts),
                settings(facts, minor),
                programs(facts, minor),
                InfoDocument.Swarm.INACTIVE,
                List.of(),
                minor < 50 ? Boolean.FALSE : null,
                minor < 50 ? Boolean.FALSE : null,
                minor < 46
                        ? null
                        : new InfoDocument.Containerd(
                                containerdAddress(),
                                // Joey has no plugins that run as containers; their namespace is
                                // named
                                // as dockerd would name it.
                                new InfoDocument.Namespaces(
                                        config.containerdNamespace(),
                                        "plugins." + config.containerdNamespace())),
                facts.warnings());
    }

    private InfoDocument.Contents contents(EngineFacts facts) {
        return new InfoDocument.Contents(
                facts.containers().all(),
                facts.containers().running(),
                facts.containers().paused(),
                facts.containers().stopped(),
                facts.images(),
                config.snapshotter(),
                List.of(List.of("driver-type", "io.containerd.snapshotter.v1")),
                new InfoDocument.Plugins(
                        List.of(), List.of("host", "null"), null, logDrivers.names()));
    }

    private static InfoDocument.Limits limits(EngineFacts facts) {
        Set<Feature> limits = facts.limits();
        return new InfoDocument.Limits(
                limits.contains(Feature.MEMORY),
                limits.contains(Feature.SWAP),
                limits.contains(Feature.CPU_CFS),
                limits.contains(Feature.CPU_CFS),
                limits.contains(Feature.CPU_SHARES),
                limits.contains(Feature.CPUSET),
                limits.contains(Feature.PIDS),
                limits.contains(Feature.OOM_KILL_DISABLE),
                facts.host().forwardsIpv4());
    }

    private static InfoDocument.Daemon process(EngineFacts facts) {
        List<Integer> counts = HostFacts.openFilesAndThreads();
        return new InfoDocument.Daemon(
                facts.live().debug(),
                counts.getFirst(),
                counts.getLast(),
                Instant.now().toString(),
                facts.eventObservers());
    }

    private InfoDocument.Machine host(EngineFacts facts) {
        HostFacts host = facts.host();
        return new InfoDocument.Machine(
                config.logDriver(),
                "cgroupfs",
                String.valueOf(facts.cgroupVersion()),
                host.kernel(),
                host.operatingSystem(),
                host.operatingSystemVersion(),
                "linux",
                host.machine(),
                host.cpus(),
                host.memoryBytes(),
                null,
                host.name());
    }

    private InfoDocument.Settings settings(EngineFacts facts, int minor) {
        return new InfoDocument.Settings(
                INDEX,
                registries(),
                config.dataRoot().toString(),
                registries.httpProxy().map(SystemWire::withoutPassword).orElse(""),
                registries.httpsProxy().map(SystemWire::withoutPassword).orElse(""),
                registries.noProxy().orElse(""),
                facts.live().labels(),
                false,
                true,
                "",
                securityOptions(facts, minor));
    }

    private InfoDocument.RegistryConfig registries() {
        List<String> mirrors = registries.mirrors().orElse(List.of());
        Map<String, InfoDocument.Index> indexes = new LinkedHashMap<>();
        indexes.put("docker.io", new InfoDocument.Index("docker.io", mirrors, true, true));
        List<String> networks = new ArrayList<>(List.of("::1/128", "127.0.0.0/8"));
        for (String insecure : registries.insecure().orElse(List.of())) {
            if (insecure.indexOf('/') >= 0) {
                networks.add(insecure);
            } else {
                indexes.put(insecure, new InfoDocument.Index(insecure, List.of(), false, false));
            }
        }
        return new InfoDocument.RegistryConfig(networks, indexes, mirrors);
    }

    /** As dockerd shows it. */
    private static String withoutPassword(String proxy) {
        return proxy.replaceFirst("//[^/@]*@", "//xxxxx:xxxxx@");
    }

    private static List<String> securityOptions(EngineFacts facts, int minor) {
        List<String> options = new ArrayList<>();
        if (facts.host().seccomp()) {
            options.add(minor < 25 ? "seccomp" : "name=seccomp,profile=builtin");
        }
        // On cgroup v1 containers share the host's cgroup namespace unless they ask for their own.
        if (facts.host().cgroupNamespaces() && facts.cgroupVersion() == 2) {
            options.add(minor < 25 ? "cgroupns" : "name=cgroupns");
        }
        return options;
    }

    private InfoDocument.Programs programs(EngineFacts facts, int minor) {
        Map<String, InfoDocument.OciRuntime> runtimes = new LinkedHashMap<>();
        facts.runtimes()
                .forEach(
                        (name, runtime) ->
                                runtimes.put(
                                        name,
                                        new InfoDocument.OciRuntime(
                                                runtime.path(), runtime.arguments())));
        return new InfoDocument.Programs(
                facts.build().version(),
                runtimes,
                config.defaultRuntime(),
                facts.initPath(),
                commit(facts.containerd().revision(), minor),
                commit(facts.runc().commit(), minor),
                commit(facts.init().commit(), minor));
    }

    private String containerdAddress() {
        return config.containerd()
                .map(address -> address.replaceFirst("^unix://", ""))
                .orElseGet(
                        () -> config.execRoot().resolve("containerd/containerd.sock").toString());
    }

    private static Commit commit(String id, int minor) {
        return new Commit(id, minor < 49 ? id : null);
    }

    private static VersionDocument.Component component(String name, String version, String commit) {
        return new VersionDocument.Component(name, version, Map.of("GitCommit", commit));
    }

    // Clients print this as the Go version; it is honest about what runs.
    private static String javaVersion() {
        return "java"
                + Runtime.version().feature()
                + "."
                + Runtime.version().interim()
                + "."
                + Runtime.version().update();
    }
}
