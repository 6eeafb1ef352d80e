package dev.joey.container.spec;

import dev.joey.container.ContainerSpec.Resources;
import dev.joey.error.EngineException.InvalidParameter;
import java.util.List;

/**
 * Says whether limits can be kept. What the kernel lacks is taken out with a warning; what can
 * never be kept is refused. The texts are Docker's. Source: dockerd 28.5.
 */
public final class ResourceChecks {
    private ResourceChecks() {}

    /**
     * What came out.
     *
     * @param resources to be stored and used
     */
    public record Result(Resources resources, List<String> warnings) {}

    /**
     * Checks limits.
     *
     * @param update whether they change those of a container, not make new ones; then a limit of
     *     memory plus swap may come alone
     * @throws InvalidParameter if they can never be kept
     */
    public static Result check(Resources asked, HostFacts host, boolean update) {
        Warnings warnings = new Warnings();
        ResourcesDraft draft = new ResourcesDraft(asked);
        if (!update) {
            setDefaults(draft, host);
        }
        MemoryChecks.check(draft, host.cgroups(), update, warnings);
        CpuChecks.check(draft, host, warnings);
        BlkioChecks.check(draft, host.cgroups(), warnings);
        if (asked.oomScoreAdj() < -1000 || asked.oomScoreAdj() > 1000) {
            throw new InvalidParameter(
                    "Invalid value "
                            + asked.oomScoreAdj()
                            + ", range for oom score adj is [-1000, 1000]");
        }
        // Made only to be refused where that is due.
        RlimitsSection.of(asked.ulimits());
        return new Result(draft.finished(), warnings.texts());
    }

    private static void setDefaults(ResourcesDraft draft, HostFacts host) {
        if (draft.memoryBytes > 0 && draft.memorySwapBytes == 0) {
            draft.memorySwapBytes =
                    draft.memoryBytes > Long.MAX_VALUE / 2 ? Long.MAX_VALUE : draft.memoryBytes * 2;
        }
        if (draft.oomKillDisable == null && host.cgroups().version() == 1) {
            draft.oomKillDisable = false;
        }
    }
}
