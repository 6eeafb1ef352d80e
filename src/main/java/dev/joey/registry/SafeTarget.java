package dev.joey.registry;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.URI;
import java.net.UnknownHostException;

/**
 * Where a registry may send us: by a redirect, to its token server, or to the place of an upload. A
 * registry that lies must not make the daemon read files, ask the cloud's metadata service, or
 * services of the host itself.
 */
final class SafeTarget {
    private SafeTarget() {}

    /**
     * The address that {@code location} means.
     *
     * @param from the address of the response that says so
     * @throws IOException if we do not go there
     */
    static URI of(URI from, String location) throws IOException {
        URI target;
        try {
            target = from.resolve(location);
        } catch (IllegalArgumentException e) {
            throw new ProtocolException(refusal(from, location) + "it is no address");
        }
        String scheme = target.getScheme();
        if ((!"https".equals(scheme) && !"http".equals(scheme)) || target.getHost() == null) {
            throw new ProtocolException(refusal(from, location) + "it is no address of HTTP");
        }
        if (target.getUserInfo() != null) {
            throw new ProtocolException(refusal(from, location) + "it holds credentials");
        }
        if (isSame(from, target)) {
            return target;
        }
        if (from.getScheme().equals("https") && scheme.equals("http")) {
            throw new ProtocolException(refusal(from, location) + "it leaves TLS");
        }
        if (isWithin(target, false) && !isWithin(from, false)) {
            throw new ProtocolException(
                    refusal(from, location) + "it is a link-local or metadata address");
        }
        if (isWithin(target, true) && !isWithin(from, true)) {
            throw new ProtocolException(refusal(from, location) + "it is this host itself");
        }
        return target;
    }

    /** Whether both are the same scheme, host and port: only then credentials go along. */
    static boolean isSame(URI one, URI other) {
        return one.getScheme().equals(other.getScheme())
                && one.getHost() != null
                && one.getHost().equalsIgnoreCase(other.getHost())
                && port(one) == port(other);
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return uri.getScheme().equals("https") ? 443 : 80;
    }

    private static boolean isWithin(URI uri, boolean loopback) {
        try {
            for (InetAddress address : InetAddress.getAllByName(uri.getHost())) {
                boolean here = address.isLoopbackAddress() || address.isAnyLocalAddress();
                if (loopback ? here : (address.isLinkLocalAddress() || isMetadata(address))) {
                    return true;
                }
            }
            return false;
        } catch (UnknownHostException e) {
            // Then it is a proxy that knows the name, or nobody.
            return false;
        }
    }

    /** The metadata services that are not link-local: AWS over IPv6, Alibaba, Azure's wire. */
    private static boolean isMetadata(InetAddress address) {
        String text = address.getHostAddress();
        return text.equals("fd00:ec2:0:0:0:0:0:254")
                || text.equals("100.100.100.200")
                || text.equals("168.63.129.16");
    }

    private static String refusal(URI from, String location) {
        String shown = location.length() > 200 ? location.substring(0, 200) + "…" : location;
        return from.getRawAuthority() + " sends us to \"" + shown + "\": refused, ";
    }
}
