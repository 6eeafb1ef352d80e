package dev.joey.container.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.container.spec.HostFacts.Kernel;
import dev.joey.container.spec.HostFacts.SecurityModules;
import dev.joey.error.EngineException.InvalidParameter;
import dev.joey.oci.RuntimeSpec.Seccomp;
import dev.joey.oci.RuntimeSpec.Syscall;
import dev.joey.oci.RuntimeSpec.SyscallArg;
import dev.joey.testing.SampleHost;
import dev.joey.testing.SampleSpec;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SeccompSectionTest {
    private final SampleSpec spec = new SampleSpec();
    private final SampleHost host = new SampleHost();
    private final Warnings warnings = new Warnings();
    private List<String> capabilities = CapabilitiesSection.DEFAULTS;
    private Optional<String> daemonProfile = Optional.empty();

    private Seccomp section() {
        return SeccompSection.of(
                spec.security(),
                SecurityOptions.parse(spec.securityOptions),
                capabilities,
                host.made(),
                new Defaults("/joey", false, 1, false, Optional.empty(), daemonProfile),
                warnings);
    }

    private boolean allows(String syscall) {
        return rules(syscall).stream().anyMatch(rule -> rule.action().equals("SCMP_ACT_ALLOW"));
    }

    private List<Syscall> rules(String syscall) {
        return section().syscalls().stream()
                .filter(rule -> rule.names().contains(syscall))
                .toList();
    }

    private String refusal(String profile) {
        spec.securityOptions = List.of("seccomp=" + profile);
        return assertThrows(InvalidParameter.class, this::section).getMessage();
    }

    @Test
    void theBuiltInProfileRefusesWhatItDoesNotName() {
        assertEquals("SCMP_ACT_ERRNO", section().defaultAction());
        assertEquals(1, section().defaultErrnoRet());
        assertEquals(
                List.of("SCMP_ARCH_X86_64", "SCMP_ARCH_X86", "SCMP_ARCH_X32"),
                section().architectures());
        assertTrue(allows("openat2"));
        assertTrue(allows("chroot"));
        for (String closed :
                List.of("mount", "bpf", "io_uring_setup", "keyctl", "add_key", "userfaultfd")) {
            assertFalse(allows(closed), closed);
        }
    }

    @Test
    void newNamespacesAreRefusedAndClone3IsUnknown() {
        assertEquals(
                List.of(
                        new SyscallArg(
                                0,
                                BigInteger.valueOf(0x7e020000L),
                                BigInteger.ZERO,
                                "SCMP_CMP_MASKED_EQ")),
                rules("clone").getFirst().args());
        assertEquals(38, rules("clone3").getFirst().errnoRet());
    }

    @Test
    void capabilitiesOpenSystemCalls() {
        capabilities = List.of("CAP_SYS_ADMIN");
        assertTrue(allows("mount"));
        assertEquals(1, rules("clone").size());
        assertTrue(rules("clone").getFirst().args().isEmpty());
        assertTrue(allows("clone3"));
        assertFalse(allows("chroot"));
    }

    @Test
    void noRuleLetsCryptographySocketsPass() {
        for (long family : List.of(38L, 40L, (1L << 32) + 38)) {
            for (Syscall rule : rules("socket")) {
                SyscallArg arg = rule.args().getFirst();
                int order = BigInteger.valueOf(family).compareTo(arg.value());
                boolean matches =
                        switch (arg.op()) {
                            case "SCMP_CMP_EQ" -> order == 0;
                            case "SCMP_CMP_LT" -> order < 0;
                            default -> true;
                        };
                assertFalse(matches, rule + " lets " + family + " pass");
            }
        }
    }

    @Test
    void otherArchitecturesHaveTheirOwnCalls() {
        assertTrue(allows("arch_prctl"));
        host.version = new Kernel(6, 1, "arm64");
        assertFalse(allows("arch_prctl"));
        assertTrue(allows("cacheflush"));
        assertEquals(List.of("SCMP_ARCH_AARCH64", "SCMP_ARCH_ARM"), section().architectures());
    }

    @Test
    void aKernelWithoutX32NeedsNoRulesForIt() {
        assertTrue(section().architectures().contains("SCMP_ARCH_X32"));
        host.version = new Kernel(6, 18, "amd64", true);
        assertEquals(List.of("SCMP_ARCH_X86_64", "SCMP_ARCH_X86"), section().architectures());
    }

    @Test
    void tracingNeedsANewKernel() {
        assertTrue(allows("ptrace"));
        host.version = new Kernel(4, 7, "amd64");
        assertFalse(allows("ptrace"));
    }

    @Test
    void unconfinedAndPrivilegedHaveNoFilter() {
        spec.securityOptions = List.of("seccomp=unconfined");
        assertNull(section());
        spec.securityOptions = List.of();
        spec.privileged = true;
        assertNull(section());
        spec.securityOptions = List.of("seccomp=builtin");
        assertTrue(allows("read"));
    }

    @Test
    void aGivenProfileIsUsed() {
        spec.securityOptions =
                List.of(
                        """
                        seccomp={"DefaultAction":"SCMP_ACT_ALLOW","architectures":["SCMP_ARCH_X86"],
                         "other":1,"syscalls":[{"name":"uname","action":"SCMP_ACT_ERRNO","args":null},
                         {"names":["x"],"action":"SCMP_ACT_ALLOW","includes":{"caps":["CAP_BPF"]}},
                         {"names":["y"],"action":"SCMP_ACT_ERRNO","args":[
                          {"index":1,"value":18446744073709551615,"op":"SCMP_CMP_EQ"}]}]}\
                        """);
        Seccomp made = section();
        assertEquals("SCMP_ACT_ALLOW", made.defaultAction());
        assertEquals(List.of("SCMP_ARCH_X86"), made.architectures());
        assertEquals(List.of("uname"), made.syscalls().getFirst().names());
        assertEquals(2, made.syscalls().size());
    }

    @Test
    void anEmptyProfileIsNone() {
        spec.securityOptions = List.of("seccomp={}");
        assertNull(section());
    }

    @Test
    void theDaemonsProfileReplacesTheBuiltInOne() {
        daemonProfile = Optional.of("{\"defaultAction\":\"SCMP_ACT_LOG\"}");
        assertEquals("SCMP_ACT_LOG", section().defaultAction());
    }

    @Test
    void malformedProfilesAreRefused() {
        assertEquals(
                "Decoding seccomp profile failed: invalid character 'd' looking for beginning of"
                        + " value",
                refusal("default"));
        for (String broken : List.of("{", "[]", "3", "{} x", "{\"syscalls\":7}", "null")) {
            assertTrue(
                    refusal(broken).startsWith("Decoding seccomp profile failed: "),
                    refusal(broken));
        }
        assertTrue(refusal("{\"architectures\":[\"a\"],\"archMap\":[{}]}").startsWith("both"));
        assertTrue(
                refusal("{\"syscalls\":[{\"name\":\"a\",\"names\":[\"b\"]}]}").startsWith("both"));
        assertEquals(
                "Decoding seccomp profile failed: invalid kernel version: \"new\"",
                refusal("{\"syscalls\":[{\"name\":\"a\",\"includes\":{\"minKernel\":\"new\"}}]}"));
    }

    @Test
    void aKernelWithoutFiltersRunsTheDefaultWithAWarning() {
        host.modules = new SecurityModules(false, false, Optional.empty(), false);
        assertNull(section());
        assertEquals(1, warnings.texts().size());
        assertEquals(
                "seccomp is not enabled in your kernel, cannot run a custom seccomp profile",
                refusal("{}"));
    }
}
