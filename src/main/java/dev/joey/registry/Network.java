package dev.joey.registry;

import dev.joey.error.EngineException;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A range of addresses, {@code 10.1.0.0/16}. Source: RFC 4632.
 *
 * @param address any address in it
 * @param prefixBits how many of its first bits count
 */
record Network(InetAddress address, int prefixBits) {
    /**
     * Reads the CIDR notation.
     *
     * @throws EngineException.InvalidParameter if it is something else
     */
    static Network parse(String text) {
        int slash = text.indexOf('/');
        try {
            String host = text.substring(0, slash);
            if (!host.matches("[0-9a-fA-F.:]+")) {
                throw malformed(text);
            }
            InetAddress address = InetAddress.getByName(host);
            int bits = Integer.parseInt(text.substring(slash + 1));
            if (bits < 0 || bits > address.getAddress().length * 8) {
                throw malformed(text);
            }
            return new Network(address, bits);
        } catch (UnknownHostException | NumberFormatException | IndexOutOfBoundsException e) {
            throw malformed(text);
        }
    }

    boolean contains(InetAddress other) {
        byte[] ours = address.getAddress();
        byte[] theirs = other.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < prefixBits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((ours[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    private static EngineException malformed(String text) {
        return new EngineException.InvalidParameter("invalid network: " + text);
    }
}
