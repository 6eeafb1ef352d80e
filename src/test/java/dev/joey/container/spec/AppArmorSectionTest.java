package dev.joey.container.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.joey.container.spec.HostFacts.SecurityModules;
import dev.joey.testing.SampleHost;
import dev.joey.testing.SampleSpec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AppArmorSectionTest {
    private final SampleSpec spec = new SampleSpec();
    private final SampleHost host = new SampleHost();
    private final Warnings warnings = new Warnings();

    private Optional<String> section() {
        return AppArmorSection.of(
                spec.security(),
                SecurityOptions.parse(spec.securityOptions),
                host.made(),
                warnings);
    }

    @Test
    void withoutAppArmorThereIsNoProfile() {
        spec.securityOptions = List.of("apparmor=mine");
        assertEquals(Optional.empty(), section());
        assertEquals(1, warnings.texts().size());
    }

    @Test
    void withItTheDefaultOrTheGivenOneCounts() {
        host.modules = new SecurityModules(true, true, Optional.of("joey-default"), false);
        assertEquals(Optional.of("joey-default"), section());
        spec.privileged = true;
        assertEquals(Optional.of("unconfined"), section());
        spec.securityOptions = List.of("apparmor=mine");
        assertEquals(Optional.of("mine"), section());
        assertEquals(List.of(), warnings.texts());
    }
}
