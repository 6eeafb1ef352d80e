package dev.joey.container;

import dev.joey.error.EngineException.InvalidParameter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A port or a range of ports as the API writes it, {@code 80}, {@code 80/tcp} or {@code
 * 8000-8010/udp}.
 *
 * @param first 1 to 65535, as {@code last}
 * @param protocol tcp, udp or sctp
 */
record PortText(int first, int last, String protocol) {
    private static final Pattern FORM =
            Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?(?:/(tcp|udp|sctp))?");

    /**
     * @throws InvalidParameter {@code invalid port specification: "x"}
     */
    static PortText parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (matcher.matches()) {
            int first = Integer.parseInt(matcher.group(1));
            int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
            if (first >= 1 && first <= last && last <= 65535) {
                return new PortText(
                        first, last, matcher.group(3) == null ? "tcp" : matcher.group(3));
            }
        }
        throw new InvalidParameter("invalid port specification: \"" + text + "\"");
    }

    /** Whether the two have a port in common. */
    boolean meets(PortText other) {
        return protocol.equals(other.protocol) && first <= other.last && other.first <= last;
    }
}
