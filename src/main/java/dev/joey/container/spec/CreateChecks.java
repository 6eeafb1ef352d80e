package dev.joey.container.spec;

import dev.joey.container.ContainerSpec;
import dev.joey.container.ContainerSpec.Host;
import dev.joey.container.ContainerSpec.InitProcess;
import dev.joey.container.ContainerSpec.Security;
import dev.joey.error.EngineException.InvalidParameter;
import dev.joey.error.EngineException.NotImplemented;
import java.util.List;
import java.util.Map;

/**
 * Says at create whether a container can be made as asked, and fills in what nobody said. What
 * depends on files or devices that may still come is left to {@link RuntimeSpecs}. Source: dockerd
 * 28.5.
 */
public final class CreateChecks {
    private CreateChecks() {}

    /**
     * What came out.
     *
     * @param spec to be stored: with defaults, without what the kernel lacks
     * @param warnings for the answer to the create request
     */
    public record Result(ContainerSpec spec, List<String> warnings) {}

    /**
     * Checks a container's spec.
     *
     * @throws InvalidParameter if it can never be run, in Docker's words
     * @throws NotImplemented if it needs what is not built
     */
    public static Result check(ContainerSpec asked, HostFacts host, Defaults defaults) {
        process(asked.process());
        ResourceChecks.Result resources = ResourceChecks.check(asked.resources(), host, false);
        Warnings warnings = new Warnings();
        resources.warnings().forEach(warnings::add);
        host(asked.host(), host, warnings);
        security(asked.security(), host, defaults, warnings);
        SysctlSection.of(asked, host);
        ContainerSpec checked =
                asked.with(withDefaults(asked.host(), host, defaults), resources.resources());
        return new Result(checked, warnings.texts());
    }

    private static void process(InitProcess process) {
        if (process.entrypoint().isEmpty() && process.cmd().isEmpty()) {
            throw new InvalidParameter("no command specified");
        }
        for (String variable : process.env()) {
            if (variable.isEmpty() || variable.startsWith("=")) {
                throw new InvalidParameter("invalid environment variable: " + variable);
            }
        }
        ProcessSection.workingDir(process.workingDir());
    }

    private static void host(Host asked, HostFacts host, Warnings warnings) {
        NamespacesSection.check(asked);
        if (asked.shmSizeBytes() < 0) {
            throw new InvalidParameter("SHM size can not be less than 0");
        }
        MountsSection.checkTmpfs(asked.tmpfs());
        if ("private".equals(asked.cgroupnsMode()) && !host.cgroups().namespaces()) {
            warnings.add(
                    "Your kernel does not support cgroup namespaces.  Cgroup namespace setting"
                            + " discarded.");
        }
    }

    private static void security(
            Security asked, HostFacts host, Defaults defaults, Warnings warnings) {
        SecurityOptions options = SecurityOptions.parse(asked.options());
        labels(options, host, warnings);
        List<String> granted = CapabilitiesSection.granted(asked, host, warnings);
        SeccompSection.of(asked, options, granted, host, defaults, warnings);
        AppArmorSection.of(asked, options, host, warnings);
    }

    private static void labels(SecurityOptions options, HostFacts host, Warnings warnings) {
        for (String label : options.labels()) {
            if (label.equals("disable")) {
                continue;
            }
            if (host.modules().seLinux()) {
                throw new NotImplemented("SELinux labels are not implemented: label=" + label);
            }
            warnings.add(
                    "SELinux is not enabled on this host; label " + label + " is not applied.");
        }
    }

    private static Host withDefaults(Host asked, HostFacts host, Defaults defaults) {
        return new Host(
                asked.networkMode(),
                asked.autoRemove(),
                asked.restartPolicy(),
                asked.log(),
                asked.runtime(),
                asked.cgroupParent(),
                asked.init(),
                orElse(asked.ipcMode(), "private"),
                asked.pidMode(),
                asked.utsMode(),
                orElse(asked.cgroupnsMode(), host.cgroups().version() == 2 ? "private" : "host"),
                asked.shmSizeBytes() == 0 ? defaults.shmSizeBytes() : asked.shmSizeBytes(),
                Map.copyOf(asked.tmpfs()),
                Map.copyOf(asked.sysctls()),
                asked.snapshotter());
    }

    private static String orElse(String value, String fallback) {
        return value == null || value.isEmpty() ? fallback : value;
    }
}
