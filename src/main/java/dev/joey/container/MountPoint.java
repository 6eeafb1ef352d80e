package dev.joey.container;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;

/**
 * Something that a container has mounted, as it was settled at create. Names and meanings are
 * Docker's; texts are empty where there is nothing.
 *
 * @param type {@code bind}, {@code volume}, {@code tmpfs}
 * @param name of the volume; empty for one that is still to be named
 * @param source on the host, of a bind
 * @param destination absolute and clean, inside the container
 * @param driver of the volume
 * @param mode as asked, as {@code ro,z}
 * @param propagation of a bind
 * @param copy whether an empty volume gets what the image has there
 * @param anonymous whether the volume goes with the container when that is asked
 */
@RegisterForReflection
public record MountPoint(
        String type,
        String name,
        String source,
        String destination,
        String driver,
        String mode,
        boolean rw,
        String propagation,
        boolean copy,
        boolean anonymous,
        Detail detail) {
    /** A path of the host. */
    public static final String BIND = "bind";

    /** A volume. */
    public static final String VOLUME = "volume";

    /** A file system in memory. */
    public static final String TMPFS = "tmpfs";

    /**
     * What few have.
     *
     * @param makeSource whether a bind's source is made at start if it is not there
     * @param subpath within the volume
     * @param tmpfs options, separated by commas
     * @param recursive whether what is mounted below a bind's source comes with it
     * @param readOnlyBelow {@code if-possible}, {@code never} or {@code always}
     * @param labels of a new volume
     * @param options of a new volume's driver
     */
    @RegisterForReflection
    public record Detail(
            boolean makeSource,
            String subpath,
            String tmpfs,
            boolean recursive,
            String readOnlyBelow,
            Map<String, String> labels,
            Map<String, String> options) {
        /** Nothing special. */
        public static final Detail PLAIN =
                new Detail(true, "", "", true, "if-possible", null, null);
    }

    boolean isVolume() {
        return type.equals(VOLUME);
    }

    boolean isBind() {
        return type.equals(BIND);
    }

    boolean isTmpfs() {
        return type.equals(TMPFS);
    }

    /** The volume, settled. What only a new volume needs is in its row by then. */
    MountPoint settled(String volumeName, String volumeDriver, String newMode) {
        return new MountPoint(
                type,
                volumeName,
                source,
                destination,
                volumeDriver,
                newMode,
                rw,
                propagation,
                copy,
                anonymous,
                new Detail(
                        detail.makeSource(),
                        detail.subpath(),
                        detail.tmpfs(),
                        detail.recursive(),
                        detail.readOnlyBelow(),
                        null,
                        null));
    }

    /** The same for a container that takes over another's mounts; nothing is copied into it. */
    MountPoint inherited(boolean writable) {
        return new MountPoint(
                type,
                name,
                source,
                destination,
                driver,
                "",
                rw && writable,
                propagation,
                false,
                anonymous,
                detail);
    }
}
