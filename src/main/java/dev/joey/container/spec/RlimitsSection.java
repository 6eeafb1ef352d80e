package dev.joey.container.spec;

import dev.joey.container.ContainerSpec.Ulimit;
import dev.joey.error.EngineException.InvalidParameter;
import dev.joey.oci.RuntimeSpec.Rlimit;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Limits of setrlimit(2). What nobody limits is inherited from the shim. A hard limit above the
 * daemon's own needs CAP_SYS_RESOURCE; without it the runtime refuses the start, as with Docker.
 */
final class RlimitsSection {
    private static final Set<String> NAMES =
            Set.of(
                    "as",
                    "core",
                    "cpu",
                    "data",
                    "fsize",
                    "locks",
                    "memlock",
                    "msgqueue",
                    "nice",
                    "nofile",
                    "nproc",
                    "rss",
                    "rtprio",
                    "rttime",
                    "sigpending",
                    "stack");

    /** RLIM_INFINITY, which the API writes as −1. */
    private static final BigInteger UNLIMITED =
            BigInteger.ONE.shiftLeft(Long.SIZE).subtract(BigInteger.ONE);

    private RlimitsSection() {}

    /**
     * The limits as the runtime takes them.
     *
     * @throws InvalidParameter if a name is unknown, or a soft limit exceeds its hard one
     */
    static List<Rlimit> of(List<Ulimit> ulimits) {
        return ulimits.stream().map(RlimitsSection::of).toList();
    }

    private static Rlimit of(Ulimit ulimit) {
        if (!NAMES.contains(ulimit.name())) {
            throw new InvalidParameter("invalid ulimit type: " + ulimit.name());
        }
        BigInteger soft = unsigned(ulimit.soft());
        BigInteger hard = unsigned(ulimit.hard());
        if (soft.compareTo(hard) > 0) {
            throw new InvalidParameter(
                    "ulimit soft limit must be less than or equal to hard limit: "
                            + ulimit.soft()
                            + " > "
                            + ulimit.hard());
        }
        return new Rlimit("RLIMIT_" + ulimit.name().toUpperCase(Locale.ROOT), hard, soft);
    }

    private static BigInteger unsigned(long limit) {
        return limit < 0 ? UNLIMITED : BigInteger.valueOf(limit);
    }
}
