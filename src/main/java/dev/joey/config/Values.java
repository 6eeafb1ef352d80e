package dev.joey.config;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What each kind of value must look like. All texts name the option or key first. */
final class Values {
    private static final Set<String> LOG_LEVELS = Set.of("debug", "info", "warn", "error", "fatal");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");
    // containerd's identifiers (source: containerd's identifiers package, at most 76 characters).
    private static final Pattern CONTAINERD_NAME =
            Pattern.compile("[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*");
    private static final Pattern SIZE =
            Pattern.compile("(\\d{1,15}(?:\\.\\d{1,6})?) ?([kmgtpKMGTP]?)(?:i?[bB])?");
    private static final Pattern ADDRESS_AND_PORT =
            Pattern.compile("(\\[[0-9A-Fa-f:.%a-z]+]|[^:/\\s\\[\\]]*):(\\d{1,5})");
    // sockaddr_un.sun_path holds 108 bytes, the last one NUL (source: unix(7)).
    private static final int LONGEST_SOCKET_PATH_BYTES = 107;

    private Values() {}

    /** Checks a value and answers its canonical form. */
    @FunctionalInterface
    interface Check {
        String accept(String where, String value) throws BadConfiguration;
    }

    static String absolutePath(String where, String value) throws BadConfiguration {
        if (!value.startsWith("/") || value.indexOf('\0') >= 0) {
            throw bad(where, value, "an absolute path is needed");
        }
        return value;
    }

    /**
     * A path that can stand in overlayfs' mount options and in SQLite's URL, where a comma, a colon
     * or a question mark would end it.
     */
    static String root(String where, String value) throws BadConfiguration {
        absolutePath(where, value);
        if (value.matches(".*[?#%,:;\"'\\\\\\p{Cntrl}].*")) {
            throw bad(where, value, "this path has characters that mount options cannot carry");
        }
        return value;
    }

    static String name(String where, String value) throws BadConfiguration {
        if (!NAME.matcher(value).matches()) {
            throw bad(where, value, "letters, digits, '_', '.' and '-' make a name");
        }
        return value;
    }

    static String containerdName(String where, String value) throws BadConfiguration {
        if (value.length() > 76 || !CONTAINERD_NAME.matcher(value).matches()) {
            throw bad(where, value, "no containerd identifier");
        }
        return value;
    }

    static String snapshotter(String where, String value) throws BadConfiguration {
        if (value.equals("overlay2") || value.equals("vfs")) {
            throw bad(
                    where,
                    value,
                    "Joey stores images with containerd's snapshotters, as overlayfs or native");
        }
        return containerdName(where, value);
    }

    static String logLevel(String where, String value) throws BadConfiguration {
        if (!LOG_LEVELS.contains(value)) {
            throw bad(where, value, "debug, info, warn, error and fatal are levels");
        }
        return value;
    }

    // The spellings of Go's strconv.ParseBool, which dockerd's flags take.
    static String flag(String where, String value) throws BadConfiguration {
        return switch (value) {
            case "1", "t", "T", "true", "TRUE", "True" -> "true";
            case "0", "f", "F", "false", "FALSE", "False" -> "false";
            default -> throw bad(where, value, "true or false is needed");
        };
    }

    static String liveRestore(String where, String value) throws BadConfiguration {
        if (flag(where, value).equals("false")) {
            throw bad(where, value, "containers always outlive the daemon");
        }
        return "true";
    }

    static String tlsVerify(String where, String value) throws BadConfiguration {
        if (flag(where, value).equals("false")) {
            throw bad(where, value, "TLS without client certificates is not offered");
        }
        return "true";
    }

    static String seconds(String where, String value) throws BadConfiguration {
        if (!value.matches("\\d{1,6}")) {
            throw bad(where, value, "a number of seconds is needed");
        }
        return String.valueOf(Integer.parseInt(value));
    }

    /** A number from 1. */
    static String count(String where, String value) throws BadConfiguration {
        if (!value.matches("[1-9][0-9]{0,8}")) {
            throw bad(where, value, "a whole number from 1 is needed");
        }
        return value;
    }

    /** 1 to 100. */
    static String percent(String where, String value) throws BadConfiguration {
        if (!value.matches("[1-9][0-9]?|100")) {
            throw bad(where, value, "a number from 1 to 100 is needed");
        }
        return value;
    }

    /** Anything but nothing. */
    static String text(String where, String value) throws BadConfiguration {
        if (value.isBlank()) {
            throw bad(where, value, "it is empty");
        }
        return value;
    }

    /** An IPv4 or IPv6 address. */
    static String address(String where, String value) throws BadConfiguration {
        if (!isAddress(value)) {
            throw bad(where, value, "an IP address is needed");
        }
        return value;
    }

    /** An address with the length of its network's prefix. */
    static String cidr(String where, String value) throws BadConfiguration {
        int slash = value.indexOf('/');
        if (slash < 0
                || !isAddress(value.substring(0, slash))
                || !value.substring(slash + 1).matches("\\d{1,3}")) {
            throw bad(where, value, "a subnet is needed, as 172.17.0.1/16");
        }
        return value;
    }

    static String addressPool(String where, String value) throws BadConfiguration {
        if (!value.replace(" ", "").matches("base=[0-9a-fA-F.:]+/\\d{1,3},size=\\d{1,3}")) {
            throw bad(where, value, "a pool is needed, as base=10.0.0.0/8,size=24");
        }
        return value;
    }

    /** Names are not looked up. */
    private static boolean isAddress(String value) {
        boolean four = value.matches("\\d{1,3}(\\.\\d{1,3}){3}");
        if (!four && (value.indexOf(':') < 0 || !value.matches("[0-9a-fA-F.:]+"))) {
            return false;
        }
        try {
            return InetAddress.ofLiteral(value) != null;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /** Docker's sizes: a number and a unit of 1024's powers, as {@code 64M}, {@code 1.5gb}. */
    static String size(String where, String value) throws BadConfiguration {
        Matcher size = SIZE.matcher(value);
        if (!size.matches()) {
            throw bad(where, value, "no size, as 64M");
        }
        int power = " kmgtp".indexOf(size.group(2).toLowerCase(Locale.ROOT) + "");
        double bytes =
                Double.parseDouble(size.group(1))
                        * Math.pow(1024, size.group(2).isEmpty() ? 0 : power);
        if (bytes < 1 || bytes > Long.MAX_VALUE / 2.0) {
            throw bad(where, value, "out of range");
        }
        return String.valueOf((long) bytes);
    }

    static String label(String where, String value) throws BadConfiguration {
        int equals = value.indexOf('=');
        if (equals <= 0 || equals == value.length() - 1) {
            throw bad(where, value, "a label is key=value");
        }
        return value;
    }

    static String execOption(String where, String value) throws BadConfiguration {
        if (value.equals("native.cgroupdriver=systemd")) {
            throw bad(where, value, "this version of Joey knows the cgroup driver cgroupfs only");
        }
        if (!value.equals("native.cgroupdriver=cgroupfs")) {
            throw bad(where, value, "native.cgroupdriver=cgroupfs is the only one");
        }
        return value;
    }

    static String containerdAddress(String where, String value) throws BadConfiguration {
        String path = value.startsWith("unix://") ? value.substring("unix://".length()) : value;
        return socketPath(where, value, path);
    }

    static String addressAndPort(String where, String value) throws BadConfiguration {
        Matcher address = ADDRESS_AND_PORT.matcher(value);
        if (!address.matches() || Integer.parseInt(address.group(2)) > 65535) {
            throw bad(where, value, "address:port is needed");
        }
        return value;
    }

    static String host(String where, String value) throws BadConfiguration {
        if (value.startsWith("unix://")) {
            String path = value.substring("unix://".length());
            return "unix://" + socketPath(where, value, path);
        }
        if (value.startsWith("tcp://")) {
            addressAndPort(where, value.substring("tcp://".length()));
            return value;
        }
        if (value.startsWith("fd://")) {
            throw bad(where, value, "this version of Joey does not take sockets from systemd yet");
        }
        throw bad(where, value, "unix:///path or tcp://address:port is needed");
    }

    private static String socketPath(String where, String value, String path)
            throws BadConfiguration {
        absolutePath(where, path);
        if (path.getBytes(StandardCharsets.UTF_8).length > LONGEST_SOCKET_PATH_BYTES) {
            throw bad(where, value, "longer than the kernel takes for a socket (107 bytes)");
        }
        return path;
    }

    private static BadConfiguration bad(String where, String value, String reason) {
        return new BadConfiguration(
                "invalid value for " + where + ": \"" + value + "\": " + reason);
    }
}
