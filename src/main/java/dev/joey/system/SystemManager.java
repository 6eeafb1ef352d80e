package dev.joey.system;

import dev.joey.config.BuildInfo;
import dev.joey.config.EngineConfig;
import dev.joey.config.LiveConfig;
import dev.joey.containerd.ContainerdStatus.ContainerdVersion;
import dev.joey.linux.Cgroups;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the engine says of itself. */
@ApplicationScoped
public class SystemManager {
    private final EngineConfig config;
    private final LiveConfig live;
    private final EngineIdentity identity;
    private final Host host;
    private final OciRuntimes runtimes;
    private final Inventory inventory;
    private final BuildInfo build = BuildInfo.read();

    SystemManager(
            EngineConfig config,
            LiveConfig live,
            EngineIdentity identity,
            Host host,
            OciRuntimes runtimes,
            Inventory inventory) {
        this.config = config;
        this.live = live;
        this.identity = identity;
        this.host = host;
        this.runtimes = runtimes;
        this.inventory = inventory;
    }

    /** Gathers everything now; a part that does not answer is said to be so, never left out. */
    EngineFacts facts() {
        HostFacts facts = HostFacts.read();
        Set<Cgroups.Feature> limits = host.limits();
        ContainerdVersion containerd = host.containerd();
        OciRuntimes.Program runc = runtimes.runc();
        Optional<String> init = host.init();
        int cgroupVersion = host.cgroupVersion();
        List<String> warnings = new ArrayList<>(tcpWarnings());
        warnings.addAll(HostWarnings.of(facts, cgroupVersion, limits));
        warnings.addAll(RuntimeAdvisories.warnings(runc.version(), containerd.version()));
        return new EngineFacts(
                identity.id(),
                build,
                facts,
                live.now(),
                inventory.containers(),
                inventory.images(),
                inventory.eventObservers(),
                cgroupVersion,
                limits,
                containerd,
                runtimes.all(),
                runc,
                init.orElse(""),
                init.map(runtimes::init).orElse(OciRuntimes.Program.UNKNOWN),
                warnings);
    }

    private List<String> tcpWarnings() {
        return config.tls().enabled()
                ? List.of()
                : config.hosts().stream()
                        .filter(host -> host.startsWith("tcp://"))
                        .map(
                                host ->
                                        "WARNING: whoever reaches "
                                                + host
                                                + " is root on this host: it asks for no certificate")
                        .toList();
    }
}
