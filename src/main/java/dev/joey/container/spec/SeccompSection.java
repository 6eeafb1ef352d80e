package dev.joey.container.spec;

import dev.joey.container.ContainerSpec.Security;
import dev.joey.error.EngineException.InvalidParameter;
import dev.joey.oci.RuntimeSpec.Seccomp;
import java.util.List;

/**
 * Which system calls a container may make. {@code unconfined} means all; a privileged container is
 * filtered only by a profile of its own. Source: dockerd 28.5.
 */
final class SeccompSection {
    private static final String BUILT_IN = "builtin";

    private SeccompSection() {}

    /**
     * The section.
     *
     * @param capabilities granted to the container
     * @return null for no filter
     * @throws InvalidParameter if a given profile is malformed, or the kernel cannot filter
     */
    static Seccomp of(
            Security security,
            SecurityOptions options,
            List<String> capabilities,
            HostFacts host,
            Defaults defaults,
            Warnings warnings) {
        String given = options.seccomp().orElse("");
        if (given.equals(SecurityOptions.UNCONFINED)
                || (security.privileged() && given.isEmpty())) {
            return null;
        }
        if (!host.modules().seccomp()) {
            if (!given.isEmpty()) {
                throw new InvalidParameter(
                        "seccomp is not enabled in your kernel, cannot run a custom seccomp"
                                + " profile");
            }
            warnings.add(
                    "seccomp is not enabled in your kernel, running container without default"
                            + " profile");
            return null;
        }
        return profile(given, defaults).filter(capabilities, host.kernel());
    }

    private static SeccompProfile profile(String given, Defaults defaults) {
        if (given.equals(BUILT_IN)) {
            return SeccompProfile.builtIn();
        }
        if (!given.isEmpty()) {
            return SeccompProfile.parse(given);
        }
        return defaults.seccompProfile()
                .map(SeccompProfile::parse)
                .orElseGet(SeccompProfile::builtIn);
    }
}
