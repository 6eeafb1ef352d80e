package dev.joey.network;

import dev.joey.error.EngineException.InvalidParameter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where networks that name no subnet get one from.
 *
 * @param size prefix length of the subnets
 */
record AddressPool(Cidr base, int size) {
    private static final Pattern FORM = Pattern.compile("base=([^,]+),size=(\\d{1,3})");

    /** Docker's: 15 large subnets and 16 smaller ones. */
    static final List<AddressPool> STANDARD =
            List.of(
                    new AddressPool(Cidr.parse("172.17.0.0/16"), 16),
                    new AddressPool(Cidr.parse("172.18.0.0/16"), 16),
                    new AddressPool(Cidr.parse("172.19.0.0/16"), 16),
                    new AddressPool(Cidr.parse("172.20.0.0/14"), 16),
                    new AddressPool(Cidr.parse("172.24.0.0/14"), 16),
                    new AddressPool(Cidr.parse("172.28.0.0/14"), 16),
                    new AddressPool(Cidr.parse("192.168.0.0/16"), 20));

    /**
     * Reads {@code base=10.0.0.0/8,size=24}.
     *
     * @throws InvalidParameter if it is none
     */
    static AddressPool parse(String text) {
        Matcher matcher = FORM.matcher(text.replace(" ", ""));
        if (matcher.matches()) {
            Cidr base = Cidr.parse(matcher.group(1)).masked();
            int size = Integer.parseInt(matcher.group(2));
            if (size >= base.prefix() && size <= base.address().bits()) {
                return new AddressPool(base, size);
            }
        }
        throw new InvalidParameter("invalid default address pool: " + text);
    }

    /** The first subnet that meets none of those taken. */
    Optional<Cidr> free(List<Cidr> taken) {
        Cidr candidate = new Cidr(base.first(), size);
        while (base.contains(candidate)) {
            Cidr now = candidate;
            Optional<Cidr> obstacle = taken.stream().filter(now::overlaps).findFirst();
            if (obstacle.isEmpty()) {
                return Optional.of(candidate);
            }
            // The next one behind what is in the way.
            Ip behind = obstacle.get().prefix() < size ? obstacle.get().last() : candidate.last();
            if (behind.equals(base.last()) || behind.compareTo(base.last()) > 0) {
                return Optional.empty();
            }
            candidate = new Cidr(behind.plus(1), size);
        }
        return Optional.empty();
    }
}
