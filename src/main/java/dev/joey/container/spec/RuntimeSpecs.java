package dev.joey.container.spec;

import dev.joey.container.ContainerId;
import dev.joey.container.ContainerSpec;
import dev.joey.container.ContainerSpec.Security;
import dev.joey.oci.RuntimeSpec;
import dev.joey.oci.RuntimeSpec.LinuxSpec;
import dev.joey.oci.RuntimeSpec.ProcessSpec;
import dev.joey.oci.RuntimeSpec.Root;
import java.util.List;

/**
 * Makes the runtime spec of each start of a container, anew every time. Nothing is changed by it;
 * beside its arguments it reads only the image's account files, the host's device nodes and, with
 * {@code --init}, the PATH.
 */
public final class RuntimeSpecs {
    private final HostFacts host;
    private final Defaults defaults;
    private final String searchPath;

    /**
     * For one daemon.
     *
     * @param searchPath where the init binary is looked for, as PATH
     */
    public RuntimeSpecs(HostFacts host, Defaults defaults, String searchPath) {
        this.host = host;
        this.defaults = defaults;
        this.searchPath = searchPath;
    }

    /**
     * What came out.
     *
     * @param workingDir of the process; the caller makes it inside the root, mode 0755 and root's,
     *     if it is not there
     * @param warnings about what was asked and is left out
     */
    public record Result(RuntimeSpec spec, String workingDir, List<String> warnings) {}

    /**
     * Makes the spec.
     *
     * @param spec as {@link CreateChecks} returned it
     * @throws dev.joey.error.EngineException.InvalidParameter if the container can never start as
     *     asked; the text is Docker's or the runtime's
     * @throws dev.joey.error.EngineException.NotImplemented if it needs what is not built
     */
    public Result of(ContainerId id, ContainerSpec spec, Surroundings around, ImageRoot root) {
        Warnings warnings = new Warnings();
        Security security = spec.security();
        SecurityOptions options = SecurityOptions.parse(security.options());
        List<String> granted = CapabilitiesSection.granted(security, host, warnings);
        UserSection.Account account =
                UserSection.lookUp(spec.process().user(), security.groupAdd(), root);
        boolean init = wantsInit(spec.host());
        String initBinary = init ? InitBinary.find(defaults.initPath(), searchPath) : null;
        ProcessSpec process =
                ProcessSection.of(
                        spec,
                        account,
                        CapabilitiesSection.of(granted),
                        options,
                        AppArmorSection.of(security, options, host, warnings),
                        init);
        RuntimeSpec made =
                new RuntimeSpec(
                        RuntimeSpec.VERSION,
                        process,
                        new Root(around.rootPath(), security.readonlyRootfs()),
                        NamespacesSection.isHostUts(spec.host())
                                ? null
                                : spec.identity().hostname(),
                        MountsSection.of(spec, options, around, initBinary),
                        null,
                        spec.identity().annotations(),
                        linux(id, spec, around, options, granted, warnings));
        return new Result(made, process.cwd(), warnings.texts());
    }

    /**
     * Makes the process of an exec.
     *
     * @throws dev.joey.error.EngineException.InvalidParameter if its user is unknown or its working
     *     directory impossible
     */
    public ProcessSpec process(ContainerSpec spec, ExecSection.Wish wish, ImageRoot root) {
        return ExecSection.of(spec, wish, host, root);
    }

    /** The paths that a container which names none cannot see into, by the host's CPUs. */
    public List<String> defaultMaskedPaths() {
        return PathsSection.defaultMasked(host);
    }

    /** The paths that a container which names none cannot write. */
    public List<String> defaultReadOnlyPaths() {
        return PathsSection.READ_ONLY;
    }

    private LinuxSpec linux(
            ContainerId id,
            ContainerSpec spec,
            Surroundings around,
            SecurityOptions options,
            List<String> granted,
            Warnings warnings) {
        Security security = spec.security();
        DevicesSection devices = DevicesSection.of(spec, host.devices(), warnings);
        return new LinuxSpec(
                NamespacesSection.of(spec.host(), host, around),
                devices.nodes(),
                CgroupsPath.of(id, spec.host(), defaults),
                ResourcesSection.of(spec.resources(), devices.rules(), host.devices()),
                SeccompSection.of(security, options, granted, host, defaults, warnings),
                MountsSection.rootPropagation(around),
                SysctlSection.of(spec, host),
                PathsSection.masked(security, options, host),
                PathsSection.readOnly(security, options),
                null);
    }

    /** A tiny init is of use only as PID 1. */
    private boolean wantsInit(ContainerSpec.Host asked) {
        boolean wanted = asked.init() == null ? defaults.init() : asked.init();
        return wanted && NamespacesSection.isPrivatePid(asked);
    }
}
