package dev.joey.container;

import dev.joey.config.EngineConfig;
import dev.joey.container.spec.CreateChecks;
import dev.joey.container.spec.Defaults;
import dev.joey.container.spec.ExecSection;
import dev.joey.container.spec.HostFacts;
import dev.joey.container.spec.HostProbe;
import dev.joey.container.spec.ImageRoot;
import dev.joey.container.spec.RuntimeSpecs;
import dev.joey.container.spec.Surroundings;
import dev.joey.containerd.Containers.NewContainer;
import dev.joey.linux.Cgroups;
import dev.joey.linux.Linux;
import dev.joey.oci.RuntimeSpec.ProcessSpec;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.List;
import org.jboss.logging.Logger;

/** What the OCI runtime is told of a container. */
@ApplicationScoped
class ContainerRuntime {
    private static final Logger LOG = Logger.getLogger(ContainerRuntime.class);

    private static final String SHIM = "io.containerd.runc.v2";

    private final EngineConfig config;
    private final Linux linux;
    private final ContainerNetworks networks;
    private final ContainerMounts mounts;
    private final HostFacts host;
    private final Defaults defaults;
    private final RuntimeSpecs specs;

    ContainerRuntime(
            EngineConfig config,
            Linux linux,
            Cgroups cgroups,
            ContainerNetworks networks,
            ContainerMounts mounts) {
        this.config = config;
        this.linux = linux;
        this.networks = networks;
        this.mounts = mounts;
        this.host = new HostProbe().read(linux, cgroups);
        this.defaults = Defaults.of(config);
        this.specs =
                new RuntimeSpecs(
                        host, defaults, System.getenv().getOrDefault("PATH", "/usr/sbin:/usr/bin"));
    }

    /**
     * Checks at create what can be checked then, and fills in defaults.
     *
     * @throws dev.joey.error.EngineException.InvalidParameter if the container could never run
     */
    CreateChecks.Result check(ContainerSpec asked) {
        return CreateChecks.check(asked, host, defaults);
    }

    /**
     * Makes the runtime spec of one start.
     *
     * @param root where the container's root is mounted
     */
    NewContainer describe(Container container, Path root) {
        ContainerId id = container.id();
        ContainerNetworks.Prepared network = networks.prepare(container);
        ContainerSpec spec = container.spec().named(network.identity(), network.env());
        Surroundings around =
                new Surroundings(
                        root.toString(),
                        network.files().hosts(),
                        network.files().hostname(),
                        network.files().resolvConf(),
                        network.namespace(),
                        null,
                        null,
                        null,
                        mounts.attach(container));
        RuntimeSpecs.Result made = specs.of(id, spec, around, ImageRoot.of(linux, root));
        made.warnings().forEach(warning -> LOG.warnf("container %s: %s", id.brief(), warning));
        return new NewContainer(
                id.value(),
                SHIM,
                binary(spec.host().runtime()),
                defaults.systemdCgroup(),
                spec.host().snapshotter(),
                id.value(),
                made.spec().toJson());
    }

    /**
     * Makes the process of an exec.
     *
     * @param root where the container's root is mounted
     */
    ProcessSpec process(Container container, ExecSection.Wish wish, Path root) {
        return specs.process(container.spec(), wish, ImageRoot.of(linux, root));
    }

    /** The paths that a container which names none cannot see into. */
    List<String> maskedPaths() {
        return specs.defaultMaskedPaths();
    }

    /** The paths that a container which names none cannot write. */
    List<String> readOnlyPaths() {
        return specs.defaultReadOnlyPaths();
    }

    private String binary(String runtime) {
        return config.runtimes().getOrDefault(runtime, runtime.equals("runc") ? "" : runtime);
    }
}
