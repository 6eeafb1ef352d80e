package dev.joey.stdio.log;

import static dev.joey.stdio.log.LogOptions.invalid;

import dev.joey.error.EngineException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The options of the driver {@code syslog}, checked.
 *
 * @param facility 0 to 23, as RFC 5424 numbers them
 * @param format how a message is written
 * @param tls what a server at {@code tcp+tls} is asked for; empty texts for what is not given
 */
record SyslogOptions(Address address, int facility, Format format, Tls tls) {
    private static final Set<String> OWN =
            Set.of(
                    "env",
                    "env-regex",
                    "labels",
                    "labels-regex",
                    "syslog-address",
                    "syslog-facility",
                    "syslog-tls-ca-cert",
                    "syslog-tls-cert",
                    "syslog-tls-key",
                    "syslog-tls-skip-verify",
                    "tag",
                    "syslog-format");
    private static final List<String> FACILITIES =
            List.of(
                    "kern",
                    "user",
                    "mail",
                    "daemon",
                    "auth",
                    "syslog",
                    "lpr",
                    "news",
                    "uucp",
                    "cron",
                    "authpriv",
                    "ftp");
    private static final int DAEMON = 3;
    private static final int LOCAL0 = 16;
    private static final int PORT = 514;

    /** How a message is written. */
    enum Format {
        /** As the C library writes to {@code /dev/log}: without a host name. */
        UNIX,
        RFC3164,
        RFC5424,
        /** RFC 5424 with microseconds. */
        RFC5424MICRO
    }

    /** Where messages go. */
    sealed interface Address {
        /** The host's own syslog, wherever it listens. */
        record Host() implements Address {}

        /** A unix socket. */
        record Unix(Path path, boolean datagrams) implements Address {}

        /** A server, by {@code udp}, {@code tcp} or {@code tcp+tls}. */
        record Net(String scheme, String host, int port) implements Address {}
    }

    /** Files in PEM. */
    record Tls(String caCert, String cert, String key, boolean skipVerify) {}

    /** Checks as create does: a socket must be there then, but may be away later. */
    static void check(Map<String, String> options) {
        if (of(options).address() instanceof Address.Unix(Path path, boolean _)
                && !Files.exists(path)) {
            throw invalid("stat " + path + ": no such file or directory");
        }
    }

    static SyslogOptions of(Map<String, String> options) {
        LogOptions.checkKeys(options, OWN, "syslog log driver");
        LogAttributes.check(options);
        return new SyslogOptions(
                address(options.getOrDefault("syslog-address", "")),
                facility(options.getOrDefault("syslog-facility", "")),
                format(options.getOrDefault("syslog-format", "")),
                new Tls(
                        options.getOrDefault("syslog-tls-ca-cert", ""),
                        options.getOrDefault("syslog-tls-cert", ""),
                        options.getOrDefault("syslog-tls-key", ""),
                        options.containsKey("syslog-tls-skip-verify")));
    }

    private static Address address(String text) {
        if (text.isEmpty()) {
            return new Address.Host();
        }
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw new EngineException.InvalidParameter(
                    "parse \"" + text + "\": " + e.getReason(), e);
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme();
        return switch (scheme) {
            case "unix", "unixgram" -> {
                Path path = Path.of(uri.getPath() == null ? "" : uri.getPath());
                yield new Address.Unix(path, scheme.equals("unixgram"));
            }
            case "udp", "tcp", "tcp+tls" -> server(scheme, uri.getRawAuthority());
            default -> throw invalid("unsupported scheme: '" + scheme + "'");
        };
    }

    private static Address server(String scheme, String authority) {
        String text = authority == null ? "" : authority;
        int colon = text.lastIndexOf(':');
        if (colon < 0 || text.endsWith("]")) {
            return new Address.Net(scheme, host(text), PORT);
        }
        String port = text.substring(colon + 1);
        if (text.substring(0, colon).contains(":") && !text.startsWith("[")) {
            throw invalid("address " + text + ": too many colons in address");
        }
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 0xffff) {
            throw invalid("address " + text + ": invalid port");
        }
        return new Address.Net(scheme, host(text.substring(0, colon)), Integer.parseInt(port));
    }

    /** Without the brackets of IPv6; no host is this one. */
    private static String host(String text) {
        String host = text.startsWith("[") ? text.substring(1, text.length() - 1) : text;
        return host.isEmpty() ? "localhost" : host;
    }

    private static int facility(String text) {
        if (text.isEmpty()) {
            return DAEMON;
        }
        int index = FACILITIES.indexOf(text);
        if (index >= 0) {
            return index;
        }
        if (text.matches("local[0-7]")) {
            return LOCAL0 + text.charAt(text.length() - 1) - '0';
        }
        if (text.matches("[0-9]{1,2}") && Integer.parseInt(text) <= 23) {
            return Integer.parseInt(text);
        }
        throw invalid("invalid syslog facility");
    }

    private static Format format(String text) {
        return switch (text) {
            case "" -> Format.UNIX;
            case "rfc3164" -> Format.RFC3164;
            case "rfc5424" -> Format.RFC5424;
            case "rfc5424micro" -> Format.RFC5424MICRO;
            default -> throw invalid("Invalid syslog format");
        };
    }
}
