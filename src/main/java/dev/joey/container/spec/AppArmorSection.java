package dev.joey.container.spec;

import dev.joey.container.ContainerSpec.Security;
import java.util.Optional;

/**
 * The AppArmor profile. Like Docker, one that is asked for on a host without AppArmor does not stop
 * the container; unlike Docker, that is said. Source: dockerd 28.5.
 */
final class AppArmorSection {
    private AppArmorSection() {}

    static Optional<String> of(
            Security security, SecurityOptions options, HostFacts host, Warnings warnings) {
        Optional<String> asked = options.appArmor();
        if (!host.modules().appArmor()) {
            asked.filter(profile -> !profile.equals(SecurityOptions.UNCONFINED))
                    .ifPresent(
                            profile ->
                                    warnings.add(
                                            "AppArmor is not enabled on this host; profile "
                                                    + profile
                                                    + " is not applied."));
            return Optional.empty();
        }
        if (asked.isPresent()) {
            return asked;
        }
        return security.privileged()
                ? Optional.of(SecurityOptions.UNCONFINED)
                : host.modules().appArmorProfile();
    }
}
