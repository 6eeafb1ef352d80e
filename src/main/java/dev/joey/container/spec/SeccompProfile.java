package dev.joey.container.spec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.joey.container.spec.HostFacts.Kernel;
import dev.joey.error.EngineException;
import dev.joey.error.EngineException.InvalidParameter;
import dev.joey.oci.RuntimeSpec.Seccomp;
import dev.joey.oci.RuntimeSpec.Syscall;
import dev.joey.oci.RuntimeSpec.SyscallArg;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.runtime.annotations.RegisterResources;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A system call filter in Docker's profile form, whose rules may depend on architecture, kernel and
 * capabilities. Source: Docker, "Seccomp security profiles for Docker"; the built-in one is {@code
 * seccomp.json} beside this class.
 *
 * @param architectures given as they are, or else chosen from {@code archMap}
 */
@RegisterForReflection
@RegisterResources(globs = "dev/joey/container/spec/seccomp.json")
record SeccompProfile(
        String defaultAction,
        Integer defaultErrnoRet,
        List<String> architectures,
        List<Architecture> archMap,
        List<String> flags,
        String listenerPath,
        String listenerMetadata,
        List<Rule> syscalls) {
    /** Forgiving as Docker is: the case of names does not matter, unknown names are skipped. */
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    /**
     * Left out where the kernel has no x32: each architecture costs the runtime a fifth of the
     * filter's making, several milliseconds of every start.
     */
    private static final String X32 = "SCMP_ARCH_X32";

    private static final Map<String, String> SECCOMP_NAMES =
            Map.of(
                    "amd64", "SCMP_ARCH_X86_64",
                    "arm64", "SCMP_ARCH_AARCH64",
                    "ppc64le", "SCMP_ARCH_PPC64LE",
                    "riscv64", "SCMP_ARCH_RISCV64",
                    "s390x", "SCMP_ARCH_S390X",
                    "loong64", "SCMP_ARCH_LOONGARCH64");

    SeccompProfile {
        architectures = orEmpty(architectures);
        archMap = orEmpty(archMap);
        flags = orEmpty(flags);
        syscalls = orEmpty(syscalls);
        if (!architectures.isEmpty() && !archMap.isEmpty()) {
            throw new InvalidParameter(
                    "both 'architectures' and 'archMap' are specified in the seccomp profile, use"
                            + " either 'architectures' or 'archMap'");
        }
    }

    /** Read when it is first needed. */
    private static final class BuiltIn {
        static final SeccompProfile PROFILE = readBuiltIn();
    }

    /** An architecture and those whose programs it runs too. */
    record Architecture(String architecture, List<String> subArchitectures) {
        Architecture {
            subArchitectures = orEmpty(subArchitectures);
        }
    }

    /** What happens to some system calls, under conditions; {@code name} is the old form. */
    record Rule(
            String name,
            List<String> names,
            String action,
            Integer errnoRet,
            List<SyscallArg> args,
            Condition includes,
            Condition excludes) {
        Rule {
            names = orEmpty(names);
            args = orEmpty(args);
            if (name != null && !name.isEmpty()) {
                if (!names.isEmpty()) {
                    throw new InvalidParameter(
                            "both 'name' and 'names' are specified in the seccomp profile, use"
                                    + " either 'name' or 'names'");
                }
                names = List.of(name);
            }
        }
    }

    /**
     * When a rule counts.
     *
     * @param minKernel as {@code 4.8}, or null
     */
    record Condition(List<String> caps, List<String> arches, String minKernel) {
        Condition {
            caps = orEmpty(caps);
            arches = orEmpty(arches);
        }

        boolean allHold(List<String> capabilities, Kernel kernel) {
            return capabilities.containsAll(caps)
                    && (arches.isEmpty() || arches.contains(kernel.architecture()))
                    && (minKernel == null || isAtLeast(kernel));
        }

        boolean anyHolds(List<String> capabilities, Kernel kernel) {
            return caps.stream().anyMatch(capabilities::contains)
                    || arches.contains(kernel.architecture())
                    || (minKernel != null && isAtLeast(kernel));
        }

        private boolean isAtLeast(Kernel kernel) {
            String[] parts = minKernel.split("\\.", -1);
            try {
                if (parts.length == 2) {
                    return kernel.isAtLeast(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
                }
            } catch (NumberFormatException e) {
                // Falls through to the one complaint about it.
            }
            throw new InvalidParameter(
                    "Decoding seccomp profile failed: invalid kernel version: \""
                            + minKernel
                            + "\"");
        }
    }

    /**
     * Reads a profile.
     *
     * @throws InvalidParameter if the text is no profile, in Docker's words
     */
    static SeccompProfile parse(String json) {
        String text = json.strip();
        if (!text.isEmpty() && "{[\"-0123456789tfn".indexOf(text.charAt(0)) < 0) {
            throw new InvalidParameter(
                    "Decoding seccomp profile failed: invalid character '"
                            + text.charAt(0)
                            + "' looking for beginning of value");
        }
        try {
            SeccompProfile profile = JSON.readValue(text, SeccompProfile.class);
            if (profile == null) {
                throw new InvalidParameter("Decoding seccomp profile failed: it is null");
            }
            return profile;
        } catch (JsonProcessingException e) {
            if (e.getCause() instanceof EngineException refused) {
                throw refused;
            }
            throw new InvalidParameter(
                    "Decoding seccomp profile failed: " + e.getOriginalMessage(), e);
        }
    }

    /** The engine's own. */
    static SeccompProfile builtIn() {
        return BuiltIn.PROFILE;
    }

    private static SeccompProfile readBuiltIn() {
        try (InputStream data = SeccompProfile.class.getResourceAsStream("seccomp.json")) {
            return parse(new String(data.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The filter for one container.
     *
     * @param capabilities in its bounding set
     * @return null if the profile says nothing, which means no filter
     */
    Seccomp filter(List<String> capabilities, Kernel kernel) {
        if ((defaultAction == null || defaultAction.isEmpty()) && syscalls.isEmpty()) {
            return null;
        }
        List<Syscall> kept = new ArrayList<>();
        for (Rule rule : syscalls) {
            boolean included = rule.includes == null || rule.includes.allHold(capabilities, kernel);
            boolean excluded =
                    rule.excludes != null && rule.excludes.anyHolds(capabilities, kernel);
            if (included && !excluded) {
                kept.add(new Syscall(rule.names, rule.action, rule.errnoRet, rule.args));
            }
        }
        return new Seccomp(
                defaultAction,
                defaultErrnoRet,
                architectures.isEmpty() ? mapped(kernel) : architectures,
                flags,
                listenerPath,
                listenerMetadata,
                kept);
    }

    private List<String> mapped(Kernel kernel) {
        String name = SECCOMP_NAMES.get(kernel.architecture());
        for (Architecture candidate : archMap) {
            if (candidate.architecture.equals(name)) {
                List<String> all = new ArrayList<>();
                all.add(name);
                candidate.subArchitectures.stream()
                        .filter(sub -> !(kernel.withoutX32() && sub.equals(X32)))
                        .forEach(all::add);
                return all;
            }
        }
        return List.of();
    }

    private static <T> List<T> orEmpty(List<T> list) {
        return list == null ? List.of() : list;
    }
}
