package dev.joey.oci;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.joey.error.EngineException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/**
 * What an OCI runtime is told to run: the file {@code config.json}. Only the parts that the engine
 * writes are here. Component names are the specification's JSON names; a null, an empty list, map
 * or text is left out of the JSON. Source: OCI runtime-spec 1.0.2, {@code config.md} and {@code
 * config-linux.md}.
 *
 * @param ociVersion of the specification, {@link #VERSION}
 * @param hostname set in the container's UTS namespace; null leaves it
 */
@RegisterForReflection
public record RuntimeSpec(
        String ociVersion,
        ProcessSpec process,
        Root root,
        String hostname,
        List<Mount> mounts,
        Hooks hooks,
        Map<String, String> annotations,
        LinuxSpec linux) {
    /**
     * The version that all runtimes in use understand; nothing the engine writes is newer than it.
     */
    public static final String VERSION = "1.0.2";

    private static final ObjectMapper JSON =
            JsonMapper.builder().defaultPropertyInclusion(nonEmpty()).build();

    /** The {@code config.json} of a bundle, UTF-8. */
    public byte[] toJson() {
        return write(this);
    }

    private static byte[] write(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new EngineException.Internal("cannot write the runtime spec as JSON", e);
        }
    }

    private static JsonInclude.Value nonEmpty() {
        return JsonInclude.Value.construct(
                JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS);
    }

    /**
     * The root file system.
     *
     * @param path absolute, or relative to the bundle
     */
    public record Root(String path, boolean readonly) {}

    /**
     * One mount.
     *
     * @param destination absolute, inside the root
     * @param type as {@code proc}, {@code tmpfs}, {@code bind}
     * @param options of fstab(5), and {@code bind}, {@code rbind} and the propagation words
     */
    public record Mount(String destination, String type, String source, List<String> options) {}

    /**
     * A process: the container's init, or one that joins it.
     *
     * @param cwd absolute, inside the root
     * @param oomScoreAdj −1000 to 1000; null leaves the runtime's own
     * @param consoleSize in cells, for a terminal
     */
    public record ProcessSpec(
            boolean terminal,
            ConsoleSize consoleSize,
            User user,
            List<String> args,
            List<String> env,
            String cwd,
            Capabilities capabilities,
            List<Rlimit> rlimits,
            boolean noNewPrivileges,
            String apparmorProfile,
            Integer oomScoreAdj,
            String selinuxLabel) {
        /** The {@code process} object alone, as a runtime's {@code exec} takes it, UTF-8. */
        public byte[] toJson() {
            return write(this);
        }
    }

    /** A terminal's size in cells. */
    public record ConsoleSize(int height, int width) {}

    /** Ids inside the container, 0 to 2^31−1. */
    public record User(long uid, long gid, List<Long> additionalGids) {}

    /** Capability sets, names as {@code CAP_CHOWN}. Source: capabilities(7). */
    public record Capabilities(
            List<String> bounding,
            List<String> effective,
            List<String> inheritable,
            List<String> permitted,
            List<String> ambient) {}

    /**
     * A limit of setrlimit(2).
     *
     * @param type as {@code RLIMIT_NOFILE}
     * @param hard 0 to 2^64−1, the latter unlimited
     * @param soft 0 to 2^64−1, the latter unlimited
     */
    public record Rlimit(String type, BigInteger hard, BigInteger soft) {}

    /** Programs that the runtime starts at points of the container's life. */
    public record Hooks(
            List<Hook> prestart,
            List<Hook> createRuntime,
            List<Hook> createContainer,
            List<Hook> startContainer,
            List<Hook> poststart,
            List<Hook> poststop) {}

    /**
     * One program.
     *
     * @param args with argument 0
     * @param timeout in seconds, or null for none
     */
    public record Hook(String path, List<String> args, List<String> env, Integer timeout) {}

    /**
     * What is Linux's own.
     *
     * @param rootfsPropagation {@code shared}, {@code rslave} …; null for the runtime's private
     * @param cgroupsPath absolute for cgroupfs, {@code slice:prefix:name} for systemd
     */
    public record LinuxSpec(
            List<Namespace> namespaces,
            List<Device> devices,
            String cgroupsPath,
            Resources resources,
            Seccomp seccomp,
            String rootfsPropagation,
            Map<String, String> sysctl,
            List<String> maskedPaths,
            List<String> readonlyPaths,
            String mountLabel) {}

    /**
     * A namespace the process gets.
     *
     * @param type {@code pid}, {@code network}, {@code mount}, {@code ipc}, {@code uts}, {@code
     *     user} or {@code cgroup}
     * @param path of one to join; null for a new one
     */
    public record Namespace(String type, String path) {}

    /**
     * A device node that the runtime makes.
     *
     * @param type {@code c} or {@code b}
     * @param fileMode permission bits, as 0666
     */
    public record Device(
            String path,
            String type,
            long major,
            long minor,
            Integer fileMode,
            Long uid,
            Long gid) {}

    /** Limits of the control group. */
    public record Resources(
            List<DeviceRule> devices,
            Memory memory,
            Cpu cpu,
            Pids pids,
            BlockIo blockIO,
            Map<String, String> unified) {}

    /**
     * One rule of the device controller; later rules win.
     *
     * @param type {@code a}, {@code c}, {@code b}; null for all
     * @param major null for all
     * @param minor null for all
     * @param access of r, w, m
     */
    public record DeviceRule(boolean allow, String type, Long major, Long minor, String access) {}

    /**
     * Memory limits in bytes.
     *
     * @param swap memory plus swap, −1 for unlimited swap
     * @param swappiness 0 to 100
     */
    public record Memory(
            Long limit, Long reservation, Long swap, Long swappiness, Boolean disableOOMKiller) {}

    /** CPU limits; periods, quotas and runtimes in microseconds. */
    public record Cpu(
            Long shares,
            Long quota,
            Long period,
            Long realtimeRuntime,
            Long realtimePeriod,
            String cpus,
            String mems) {}

    /** The most tasks; −1 for unlimited. */
    public record Pids(long limit) {}

    /** Block I/O limits. */
    public record BlockIo(
            Integer weight,
            List<WeightDevice> weightDevice,
            List<ThrottleDevice> throttleReadBpsDevice,
            List<ThrottleDevice> throttleWriteBpsDevice,
            List<ThrottleDevice> throttleReadIOPSDevice,
            List<ThrottleDevice> throttleWriteIOPSDevice) {}

    /** A weight of 10 to 1000 for one device. */
    public record WeightDevice(long major, long minor, int weight) {}

    /** Bytes or operations per second for one device. */
    public record ThrottleDevice(long major, long minor, long rate) {}

    /**
     * A system call filter. Source: {@code config-linux.md}, "Seccomp".
     *
     * @param defaultAction as {@code SCMP_ACT_ERRNO}
     * @param architectures as {@code SCMP_ARCH_X86_64}
     */
    public record Seccomp(
            String defaultAction,
            Integer defaultErrnoRet,
            List<String> architectures,
            List<String> flags,
            String listenerPath,
            String listenerMetadata,
            List<Syscall> syscalls) {}

    /** What happens to some system calls, if all {@code args} match. */
    public record Syscall(
            List<String> names, String action, Integer errnoRet, List<SyscallArg> args) {}

    /**
     * A comparison of one argument, unsigned 64 bit.
     *
     * @param index 0 to 5
     * @param op as {@code SCMP_CMP_EQ}
     */
    public record SyscallArg(int index, BigInteger value, BigInteger valueTwo, String op) {}
}
