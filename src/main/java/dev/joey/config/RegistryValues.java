package dev.joey.config;

import java.net.URI;
import java.util.regex.Pattern;

/** What the values about registries must look like. All texts name the option or key first. */
final class RegistryValues {
    private static final Pattern AUTHORITY =
            Pattern.compile(
                    "([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:]+])(:\\d{1,5})?");
    private static final Pattern NETWORK = Pattern.compile("[0-9A-Fa-f.:]+/\\d{1,3}");
    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9._/-]*");

    private RegistryValues() {}

    /** A mirror is an address of HTTP without query, user or fragment, as dockerd wants it. */
    static String mirror(String where, String value) throws BadConfiguration {
        URI uri = address(where, value);
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw bad(where, value, "query and fragment are not for a mirror");
        }
        if (uri.getRawUserInfo() != null) {
            throw bad(where, value, "a mirror takes no user");
        }
        return value;
    }

    static String insecure(String where, String value) throws BadConfiguration {
        if (value.contains("://")) {
            throw bad(where, value, "host[:port] or network/bits is needed, without scheme");
        }
        if (value.indexOf('/') >= 0 && NETWORK.matcher(value).matches()) {
            return value;
        }
        return authority(where, value);
    }

    static String authority(String where, String value) throws BadConfiguration {
        if (!AUTHORITY.matcher(value).matches()) {
            throw bad(where, value, "host[:port] is needed");
        }
        return value;
    }

    static String namespace(String where, String value) throws BadConfiguration {
        if (!NAMESPACE.matcher(value).matches()) {
            throw bad(where, value, "no namespace of a registry");
        }
        return value;
    }

    static String proxy(String where, String value) throws BadConfiguration {
        URI uri = address(where, value.contains("://") ? value : "http://" + value);
        if (!uri.getScheme().equals("http")) {
            throw bad(where, value, "a proxy is spoken to by http://");
        }
        return value;
    }

    static String count(String where, String value) throws BadConfiguration {
        if (!value.matches("[1-9]\\d{0,2}")) {
            throw bad(where, value, "a number from 1 to 999 is needed");
        }
        return value;
    }

    static String text(String where, String value) {
        return value;
    }

    private static URI address(String where, String value) throws BadConfiguration {
        try {
            URI uri = URI.create(value);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (http && uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw bad(where, value, "no address");
        }
        throw bad(where, value, "http://host or https://host is needed");
    }

    private static BadConfiguration bad(String where, String value, String reason) {
        return new BadConfiguration(
                "invalid value for " + where + ": \"" + value + "\": " + reason);
    }
}
