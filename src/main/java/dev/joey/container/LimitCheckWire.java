package dev.joey.container;

import dev.joey.container.wire.CreateBody;
import dev.joey.container.wire.HostConfigBody;
import dev.joey.container.wire.WeightDevice;
import dev.joey.error.EngineException.InvalidParameter;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks the limits of a create request, with dockerd 28's texts. What depends on the host's cgroup
 * controllers is seen when the runtime spec is made.
 */
final class LimitCheckWire {
    private static final long MIN_MEMORY_BYTES = 6L * 1024 * 1024;
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,4})(?:-([0-9]{1,4}))?(?:,|$)");

    private LimitCheckWire() {}

    /**
     * Adds to the warnings what Docker drops with a word.
     *
     * @throws InvalidParameter for the first limit that can never work
     */
    static void check(
            CreateBody body, HostConfigBody host, CreateDefaults defaults, List<String> warnings) {
        memory(CreateWire.memory(body, host), CreateWire.memorySwap(body, host), host);
        if (Boolean.TRUE.equals(host.oomKillDisable())) {
            if (defaults.cgroup2()) {
                warnings.add(
                        "Your kernel does not support OomKillDisable. OomKillDisable discarded.");
            } else if (CreateWire.memory(body, host) == 0) {
                warnings.add(
                        "OOM killer is disabled for the container, but no memory limit is set,"
                                + " this can result in the system running out of resources.");
            }
        }
        if (host.kernelMemory() > 0 && defaults.apiMinor() < 42) {
            warnings.add(
                    "Your kernel does not support kernel memory limit capabilities or the cgroup"
                            + " is not mounted. Limitation discarded.");
        }
        cpu(host, defaults);
        if (host.cpuPercent() > 0) {
            warnings.add("linux does not support CPU percent. Percent discarded.");
        }
        if (host.cpuCount() > 0) {
            warnings.add("linux does not support CPU count. Count discarded.");
        }
        cpuset(CreateWire.cpusetCpus(body, host), host.cpusetMems(), defaults.cpus());
        blockIo(host);
    }

    private static void memory(long memory, long swap, HostConfigBody host) {
        refuse(memory != 0 && memory < MIN_MEMORY_BYTES, "Minimum memory limit allowed is 6MB");
        refuse(
                memory > 0 && swap > 0 && swap < memory,
                "Minimum memoryswap limit should be larger than memory limit, see usage");
        refuse(
                memory == 0 && swap > 0,
                "You should always set the Memory limit when using Memoryswap limit, see usage");
        Long swappiness = host.memorySwappiness();
        refuse(
                swappiness != null && (swappiness < -1 || swappiness > 100),
                "Invalid value: " + swappiness + ", valid memory swappiness range is 0-100");
        long reservation = host.memoryReservation();
        refuse(
                reservation > 0 && reservation < MIN_MEMORY_BYTES,
                "Minimum memory reservation allowed is 6MB");
        refuse(
                memory > 0 && reservation > memory,
                "Minimum memory limit can not be less than memory reservation limit, see usage");
    }

    private static void cpu(HostConfigBody host, CreateDefaults defaults) {
        long nano = host.nanoCpus();
        refuse(
                nano > 0 && host.cpuPeriod() > 0,
                "Conflicting options: Nano CPUs and CPU Period cannot both be set");
        refuse(
                nano > 0 && host.cpuQuota() > 0,
                "Conflicting options: Nano CPUs and CPU Quota cannot both be set");
        int cpus = defaults.cpus();
        refuse(
                nano < 0 || nano > cpus * 1_000_000_000L,
                "range of CPUs is from 0.01 to "
                        + cpus
                        + ".00, as there are only "
                        + cpus
                        + " CPUs available");
        refuse(
                host.cpuPeriod() != 0 && (host.cpuPeriod() < 1000 || host.cpuPeriod() > 1_000_000),
                "CPU cfs period can not be less than 1ms (i.e. 1000) or larger than 1s (i.e."
                        + " 1000000)");
        refuse(
                host.cpuQuota() > 0 && host.cpuQuota() < 1000,
                "CPU cfs quota can not be less than 1ms (i.e. 1000)");
        refuse(
                host.cpuRealtimePeriod() != 0
                        && host.cpuRealtimeRuntime() > host.cpuRealtimePeriod(),
                "cpu real-time runtime cannot be higher than cpu real-time period");
    }

    private static void cpuset(String cpus, String mems, int available) {
        BitSet asked = members(cpus, "cpus");
        refuse(
                asked.length() > available,
                "Requested CPUs are not available - requested "
                        + cpus
                        + ", available: "
                        + (available == 1 ? "0" : "0-" + (available - 1)));
        members(mems, "mems");
    }

    /** The members of a list as {@code 0-2,7}. Source: cpuset(7), "List format". */
    private static BitSet members(String list, String what) {
        BitSet members = new BitSet();
        if (list == null || list.isEmpty()) {
            return members;
        }
        Matcher matcher = RANGE.matcher(list);
        int at = 0;
        while (at < list.length() && matcher.find(at) && matcher.start() == at) {
            int first = Integer.parseInt(matcher.group(1));
            int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
            if (last < first) {
                break;
            }
            members.set(first, last + 1);
            at = matcher.end();
        }
        refuse(
                at < list.length() || list.endsWith(","),
                "Invalid value " + list + " for cpuset " + what);
        return members;
    }

    private static void blockIo(HostConfigBody host) {
        refuse(
                host.ioMaximumBandwidth() != 0 || host.maximumIoBps() != 0,
                "invalid QoS settings: linux does not support configuration of maximum bandwidth");
        refuse(
                host.ioMaximumIops() != 0 || host.maximumIops() != 0,
                "invalid QoS settings: linux does not support configuration of maximum IOPs");
        String range = "Range of blkio weight is from 10 to 1000";
        refuse(outOfRange(host.blkioWeight()), range);
        for (WeightDevice device : CreateWire.list(host.blkioWeightDevice())) {
            refuse(outOfRange(device.weight()), range);
        }
    }

    private static boolean outOfRange(int weight) {
        return weight != 0 && (weight < 10 || weight > 1000);
    }

    private static void refuse(boolean wrong, String text) {
        if (wrong) {
            throw new InvalidParameter(text);
        }
    }
}
