package dev.joey.network;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.joey.error.EngineException.InvalidParameter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An IPv4 or IPv6 address, a number of 32 or 128 bits.
 *
 * @param value 0 to 2^32-1 or 2^128-1
 */
@RegisterForReflection
public record Ip(boolean ipv6, BigInteger value) implements Comparable<Ip> {
    private static final Pattern IPV4 =
            Pattern.compile(
                    "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)){3}");

    /**
     * Reads an address; names are not looked up.
     *
     * @throws InvalidParameter {@code invalid IP address: x}
     */
    @JsonCreator
    public static Ip parse(String text) {
        return tryParse(text)
                .orElseThrow(() -> new InvalidParameter("invalid IP address: " + text));
    }

    /** Reads an address; empty if it is none. */
    public static Optional<Ip> tryParse(String text) {
        boolean four = IPV4.matcher(text).matches();
        if (!four && (text.indexOf(':') < 0 || text.indexOf('%') >= 0 || text.indexOf('[') >= 0)) {
            return Optional.empty();
        }
        try {
            return Optional.of(of(InetAddress.ofLiteral(text)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    static Ip of(InetAddress address) {
        byte[] bytes = address.getAddress();
        return new Ip(bytes.length == 16, new BigInteger(1, bytes));
    }

    /** 32 or 128. */
    int bits() {
        return ipv6 ? 128 : 32;
    }

    Ip plus(long offset) {
        return new Ip(ipv6, value.add(BigInteger.valueOf(offset)));
    }

    boolean isUnspecified() {
        return value.signum() == 0;
    }

    boolean isLoopback() {
        return inet().isLoopbackAddress();
    }

    /** The bytes, 4 or 16. */
    byte[] bytes() {
        byte[] bytes = new byte[bits() / 8];
        byte[] number = value.toByteArray();
        int from = Math.max(0, number.length - bytes.length);
        int count = number.length - from;
        System.arraycopy(number, from, bytes, bytes.length - count, count);
        return bytes;
    }

    InetAddress inet() {
        try {
            return InetAddress.getByAddress(bytes());
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public int compareTo(Ip other) {
        return value.compareTo(other.value);
    }

    /** As RFC 5952 writes it. */
    @Override
    @JsonValue
    public String toString() {
        if (!ipv6) {
            return inet().getHostAddress();
        }
        byte[] bytes = bytes();
        int[] words = new int[8];
        for (int i = 0; i < 8; i++) {
            words[i] = (bytes[2 * i] & 0xff) << 8 | (bytes[2 * i + 1] & 0xff);
        }
        int start = -1;
        int length = 1;
        for (int i = 0; i < 8; i++) {
            int end = i;
            while (end < 8 && words[end] == 0) {
                end++;
            }
            if (end - i > length) {
                start = i;
                length = end - i;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == start) {
                text.append("::");
                i += length - 1;
            } else {
                if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                    text.append(':');
                }
                text.append(Integer.toHexString(words[i]));
            }
        }
        return text.toString();
    }
}
