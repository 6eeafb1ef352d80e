package dev.joey.container;

import dev.joey.container.wire.MountBody;
import dev.joey.error.EngineException.InvalidParameter;
import dev.joey.error.EngineException.NotImplemented;
import java.nio.file.Files;
import java.nio.file.Path;

/** Checks mounts as dockerd 28.5 does, with its texts. */
final class MountCheckWire {
    private final MountBody mount;
    private final String type;

    private MountCheckWire(MountBody mount) {
        this.mount = mount;
        this.type = CreateWire.text(mount.type());
    }

    /**
     * Checks one.
     *
     * @param mustExist whether the source of a bind must be there
     * @throws InvalidParameter in Docker's words
     */
    static void check(MountBody mount, boolean mustExist) {
        new MountCheckWire(mount).all(mustExist);
    }

    private void all(boolean mustExist) {
        String target = CreateWire.text(mount.target());
        require(!target.isEmpty(), "field Target must not be empty");
        require(
                !target.startsWith("/") || !CreateWire.clean(target).equals("/"),
                "invalid specification: destination can't be '/'");
        require(
                target.startsWith("/"),
                "invalid mount path: '" + target + "' mount path must be absolute");
        switch (type) {
            case "bind" -> bind(mustExist);
            case "volume" -> volume();
            case "tmpfs" -> tmpfs();
            case "image" ->
                    throw new NotImplemented(
                            "HostConfig.Mounts of type image is not supported by this version");
            default -> require(false, "mount type unknown");
        }
    }

    private void bind(boolean mustExist) {
        String source = CreateWire.text(mount.source());
        require(!source.isEmpty(), "field Source must not be empty");
        MountBody.BindOptions options = mount.bindOptions();
        if (options != null) {
            String propagation = CreateWire.text(options.propagation());
            require(
                    propagation.isEmpty() || BindText.PROPAGATION.contains(propagation),
                    "invalid propagation mode: " + propagation);
            require(
                    mount.readOnly() || !options.readOnlyNonRecursive(),
                    "mount options conflict: ReadOnlyNonRecursive needs ReadOnly");
            require(
                    mount.readOnly() || !options.readOnlyForceRecursive(),
                    "mount options conflict: ReadOnlyForceRecursive needs ReadOnly");
            require(
                    !options.readOnlyNonRecursive() || !options.readOnlyForceRecursive(),
                    "mount options conflict: !ReadOnlyNonRecursive && !ReadOnlyForceRecursive");
        }
        none(mount.volumeOptions(), "VolumeOptions");
        none(mount.imageOptions(), "ImageOptions");
        require(
                source.startsWith("/"),
                "invalid mount path: '" + source + "' mount path must be absolute");
        boolean made = options != null && options.createMountpoint();
        require(
                !mustExist || made || Files.exists(Path.of(source)),
                "bind source path does not exist: " + source);
    }

    private void volume() {
        none(mount.bindOptions(), "BindOptions");
        none(mount.imageOptions(), "ImageOptions");
        boolean anonymous = CreateWire.text(mount.source()).isEmpty();
        MountBody.VolumeOptions options = mount.volumeOptions();
        String subpath = options == null ? "" : CreateWire.text(options.subpath());
        if (!subpath.isEmpty()) {
            require(!anonymous, "must not set Subpath when using anonymous volumes");
            require(isLocal(subpath), "subpath must be a relative path within the volume");
        }
        require(
                !mount.readOnly() || !anonymous,
                "must not set ReadOnly mode when using anonymous volumes");
    }

    private void tmpfs() {
        none(mount.bindOptions(), "BindOptions");
        none(mount.imageOptions(), "ImageOptions");
        require(CreateWire.text(mount.source()).isEmpty(), "field Source must not be specified");
        MountBody.TmpfsOptions options = mount.tmpfsOptions();
        if (options != null) {
            require(options.sizeBytes() >= 0, "size must not be negative");
        }
    }

    private static boolean isLocal(String path) {
        Path clean = Path.of(path).normalize();
        return !clean.isAbsolute() && !clean.startsWith("..");
    }

    private void none(Object option, String name) {
        require(option == null, "field " + name + " must not be specified");
    }

    private void require(boolean right, String otherwise) {
        if (!right) {
            throw new InvalidParameter(
                    "invalid mount config for type \"" + type + "\": " + otherwise);
        }
    }
}
