package dev.joey.container.spec;

import dev.joey.container.ContainerSpec;
import dev.joey.container.ContainerSpec.InitProcess;
import dev.joey.error.EngineException.InvalidParameter;
import dev.joey.oci.RuntimeSpec.Capabilities;
import dev.joey.oci.RuntimeSpec.ConsoleSize;
import dev.joey.oci.RuntimeSpec.ProcessSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The init process. Source: OCI runtime-spec, "Process"; dockerd. */
final class ProcessSection {
    /** Where the tiny init is inside a container. */
    static final String INIT = "/sbin/docker-init";

    /**
     * Working directories that would stand on a file descriptor of the runtime (CVE-2024-21626).
     */
    private static final Pattern DESCRIPTOR =
            Pattern.compile("/proc/(self|thread-self|[0-9]+)(/task/[0-9]+)?/(fd|cwd|root)(/.*)?");

    private ProcessSection() {}

    /**
     * The section.
     *
     * @param init whether a tiny init is PID 1
     */
    static ProcessSpec of(
            ContainerSpec spec,
            UserSection.Account account,
            Capabilities capabilities,
            SecurityOptions options,
            Optional<String> appArmor,
            boolean init) {
        InitProcess process = spec.process();
        return new ProcessSpec(
                process.tty(),
                process.tty() ? consoleSize(process.consoleSize()) : null,
                account.user(),
                arguments(process, init),
                EnvironmentSection.of(hostname(spec), process.tty(), process.env(), account.home()),
                workingDir(process.workingDir()),
                capabilities,
                RlimitsSection.of(spec.resources().ulimits()),
                options.noNewPrivileges(),
                appArmor.orElse(null),
                spec.resources().oomScoreAdj(),
                null);
    }

    /** For the environment; null if the container has none of its own. */
    static String hostname(ContainerSpec spec) {
        return NamespacesSection.isHostUts(spec.host()) ? null : spec.identity().hostname();
    }

    /**
     * Where the process begins, absolute and normal.
     *
     * @param given empty or null for the root
     * @throws InvalidParameter if the path is relative or leads through a descriptor
     */
    static String workingDir(String given) {
        if (given == null || given.isEmpty()) {
            return "/";
        }
        if (!given.startsWith("/")) {
            throw new InvalidParameter(
                    "the working directory '"
                            + given
                            + "' is invalid, it needs to be an absolute path");
        }
        String normal = CleanPath.of(given).toString();
        if (DESCRIPTOR.matcher(normal).matches()) {
            throw new InvalidParameter(
                    "the working directory '" + given + "' is invalid, it is a process's own link");
        }
        return normal;
    }

    private static List<String> arguments(InitProcess process, boolean init) {
        List<String> arguments = new ArrayList<>();
        if (init) {
            arguments.add(INIT);
            arguments.add("--");
        }
        arguments.addAll(process.entrypoint());
        arguments.addAll(process.cmd());
        return arguments;
    }

    /** The API gives height and width, zeros when unknown. */
    private static ConsoleSize consoleSize(List<Integer> given) {
        if (given == null || given.size() != 2 || given.get(0) <= 0 || given.get(1) <= 0) {
            return null;
        }
        return new ConsoleSize(given.get(0), given.get(1));
    }
}
