package dev.joey.container.spec;

import dev.joey.container.ContainerSpec;
import dev.joey.container.ContainerSpec.Security;
import dev.joey.oci.RuntimeSpec.Capabilities;
import dev.joey.oci.RuntimeSpec.ConsoleSize;
import dev.joey.oci.RuntimeSpec.ProcessSpec;
import java.util.List;
import java.util.stream.Stream;

/**
 * A process that joins a running container: bound as its init process is, by capabilities,
 * AppArmor, no-new-privileges and limits; seccomp and devices are the container's by themselves.
 * Source: OCI runtime-spec, "Process"; dockerd's exec.
 */
public final class ExecSection {
    private ExecSection() {}

    /**
     * What is asked for.
     *
     * @param env {@code NAME=value} to add to the container's; a name without {@code =} takes one
     *     away
     * @param user {@code user[:group]}; empty for the container's
     * @param workingDir empty for the container's
     * @param privileged whether it gets all capabilities of the host
     * @param consoleSize null if unknown
     */
    public record Wish(
            List<String> command,
            List<String> env,
            String user,
            String workingDir,
            boolean tty,
            boolean privileged,
            ConsoleSize consoleSize) {}

    /**
     * The section.
     *
     * @throws dev.joey.error.EngineException.InvalidParameter if its user is unknown or its working
     *     directory impossible
     */
    static ProcessSpec of(ContainerSpec spec, Wish wish, HostFacts host, ImageRoot root) {
        Security security = spec.security();
        Warnings warnings = new Warnings();
        SecurityOptions options = SecurityOptions.parse(security.options());
        UserSection.Account account =
                UserSection.lookUp(
                        wish.user().isEmpty() ? spec.process().user() : wish.user(),
                        security.groupAdd(),
                        root);
        List<String> env =
                Stream.concat(spec.process().env().stream(), wish.env().stream()).toList();
        return new ProcessSpec(
                wish.tty(),
                wish.tty() ? wish.consoleSize() : null,
                account.user(),
                wish.command(),
                EnvironmentSection.of(
                        ProcessSection.hostname(spec), wish.tty(), env, account.home()),
                ProcessSection.workingDir(
                        wish.workingDir().isEmpty()
                                ? spec.process().workingDir()
                                : wish.workingDir()),
                capabilities(security, wish, host, warnings),
                RlimitsSection.of(spec.resources().ulimits()),
                options.noNewPrivileges(),
                AppArmorSection.of(security, options, host, warnings).orElse(null),
                spec.resources().oomScoreAdj(),
                null);
    }

    private static Capabilities capabilities(
            Security security, Wish wish, HostFacts host, Warnings warnings) {
        return CapabilitiesSection.of(
                wish.privileged()
                        ? CapabilitiesSection.all(host, warnings)
                        : CapabilitiesSection.granted(security, host, warnings));
    }
}
