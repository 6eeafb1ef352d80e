package dev.joey.network;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which of a container's networks its default route leads to: the one of the highest priority, then
 * the first by name. Source: docker-network-connect(1), {@code --gw-priority}.
 */
final class Gateways {
    private static final Comparator<Seat> ORDER =
            Comparator.comparingInt(Seat::priority)
                    .reversed()
                    .thenComparing(seat -> seat.network().name());

    private Gateways() {}

    static Optional<Seat> of(List<Seat> seats, boolean ipv6) {
        return seats.stream().filter(seat -> seat.leadsOut(ipv6)).min(ORDER);
    }
}
