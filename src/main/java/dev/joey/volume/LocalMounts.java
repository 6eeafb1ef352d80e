package dev.joey.volume;

import dev.joey.error.EngineException;
import dev.joey.linux.Linux;
import dev.joey.linux.MountTable;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** File systems that local volumes are made of, mounted while containers run. */
@ApplicationScoped
class LocalMounts {
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");

    private final Linux linux;

    LocalMounts(Linux linux) {
        this.linux = linux;
    }

    /**
     * Mounts unless it is mounted.
     *
     * @throws EngineException.Internal in Docker's words, without a password
     */
    void mount(Volume volume, Path data) {
        if (isMounted(data)) {
            return;
        }
        Map<String, String> options = volume.optionsOrNone();
        String type = options.getOrDefault("type", "");
        String device = options.getOrDefault("device", "");
        if (device.isEmpty()) {
            throw new EngineException.Internal("missing device in volume options", null);
        }
        List<String> words = words(options.getOrDefault("o", ""), type);
        try {
            linux.mount(type, device, data, words);
        } catch (EngineException e) {
            throw new EngineException.Internal(
                    "failed to mount local volume: mount "
                            + device
                            + ":"
                            + data
                            + ", data: "
                            + hidden(options.getOrDefault("o", ""))
                            + ": "
                            + e.getMessage(),
                    e);
        }
    }

    /** Unmounts; nothing there is no error. */
    void unmount(Path data) {
        if (isMounted(data)) {
            linux.unmount(data);
        }
    }

    /**
     * Says whether a size can be kept.
     *
     * @throws EngineException.InvalidParameter if it is no size or cannot be kept
     */
    void checkSize(Map<String, String> options) {
        if (options.containsKey("size")) {
            throw new EngineException.InvalidParameter("quota size requested but no quota support");
        }
    }

    /** Limits what a volume may hold. */
    void limit(String name, Map<String, String> options) {
        checkSize(options);
    }

    /** The kernel's NFS and CIFS want addresses, not names. */
    private static List<String> words(String o, String type) {
        List<String> words = new ArrayList<>();
        for (String word : o.isEmpty() ? List.<String>of() : Arrays.asList(o.split(",", -1))) {
            boolean named =
                    (type.startsWith("nfs") || type.equals("cifs"))
                            && word.startsWith("addr=")
                            && !ADDRESS.matcher(word.substring("addr=".length())).matches();
            words.add(named ? "addr=" + address(word.substring("addr=".length())) : word);
        }
        return words;
    }

    private static String address(String host) {
        try {
            return InetAddress.getByName(host).getHostAddress();
        } catch (UnknownHostException e) {
            throw new EngineException.Internal(
                    "error resolving passed in network volume address: lookup "
                            + host
                            + ": no such host",
                    e);
        }
    }

    private static String hidden(String o) {
        return o.replaceAll("password=[^,]*", "password=********");
    }

    private static boolean isMounted(Path path) {
        return MountTable.read().isMountPoint(path);
    }
}
