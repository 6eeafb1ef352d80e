package dev.joey.container;

/** Lines that a user adds to a hosts file, as {@code name:address}. */
final class ExtraHosts {
    private ExtraHosts() {}

    /** The address; an IPv6 one may stand in brackets. */
    static String address(String entry) {
        String address = entry.substring(entry.indexOf(':') + 1);
        return address.startsWith("[") && address.endsWith("]")
                ? address.substring(1, address.length() - 1)
                : address;
    }
}
