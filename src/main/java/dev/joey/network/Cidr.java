package dev.joey.network;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.joey.error.EngineException.InvalidParameter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigInteger;
import java.util.Optional;

/**
 * A block of addresses.
 *
 * @param address any address of it, as it was written
 * @param prefix 0 to 32 or 128 bits that all of its addresses share
 */
@RegisterForReflection
public record Cidr(Ip address, int prefix) {
    /**
     * Reads {@code 172.17.0.0/16}.
     *
     * @throws InvalidParameter {@code invalid CIDR address: x}
     */
    @JsonCreator
    public static Cidr parse(String text) {
        return tryParse(text)
                .orElseThrow(() -> new InvalidParameter("invalid CIDR address: " + text));
    }

    static Optional<Cidr> tryParse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !text.substring(slash + 1).matches("0|[1-9]\\d{0,2}")) {
            return Optional.empty();
        }
        int prefix = Integer.parseInt(text.substring(slash + 1));
        return Ip.tryParse(text.substring(0, slash))
                .filter(ip -> prefix <= ip.bits())
                .map(ip -> new Cidr(ip, prefix));
    }

    boolean ipv6() {
        return address.ipv6();
    }

    /** The block with its first address. */
    Cidr masked() {
        return new Cidr(first(), prefix);
    }

    Ip first() {
        BigInteger host = size().subtract(BigInteger.ONE);
        return new Ip(ipv6(), address.value().andNot(host));
    }

    Ip last() {
        return new Ip(ipv6(), first().value().add(size()).subtract(BigInteger.ONE));
    }

    /** How many addresses it has. */
    BigInteger size() {
        return BigInteger.ONE.shiftLeft(address.bits() - prefix);
    }

    boolean contains(Ip ip) {
        return ip.ipv6() == ipv6() && ip.compareTo(first()) >= 0 && ip.compareTo(last()) <= 0;
    }

    boolean contains(Cidr other) {
        return other.prefix >= prefix && contains(other.first());
    }

    boolean overlaps(Cidr other) {
        return contains(other.first()) || other.contains(first());
    }

    @Override
    @JsonValue
    public String toString() {
        return address + "/" + prefix;
    }
}
