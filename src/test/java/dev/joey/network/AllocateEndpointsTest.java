package dev.joey.network;

import static dev.joey.network.NetworkRig.DB;
import static dev.joey.network.NetworkRig.WEB;
import static dev.joey.network.NetworkRig.at;
import static dev.joey.network.NetworkRig.in;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.joey.error.EngineException.Forbidden;
import dev.joey.error.EngineException.InvalidParameter;
import dev.joey.error.EngineException.NotFound;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AllocateEndpointsTest {
    private final NetworkRig rig = new NetworkRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aContainerGetsAnAddressInEachOfItsNetworks() {
        rig.network("front", "10.1.0.0/24", false);
        rig.network("back", "10.2.0.0/24", true);
        rig.member(WEB, "web", in("front"), in("back"));

        List<Seat> seats = rig.allocate.all(WEB);

        assertEquals(
                List.of("10.1.0.2", "10.2.0.2"),
                seats.stream().map(seat -> seat.endpoint().ipv4().toString()).toList());
        assertEquals(
                List.of(0, 1), seats.stream().map(seat -> seat.endpoint().position()).toList());
        assertEquals("02:42:0a:01:00:02", seats.getFirst().endpoint().mac());
        assertEquals("front", Gateways.of(seats, false).orElseThrow().network().name());
    }

    @Test
    void anAddressIsNotGivenAgainSoon() {
        rig.network("front", "10.1.0.0/24", false);
        rig.member(WEB, "web", in("front"));
        assertEquals("10.1.0.2", rig.allocate.all(WEB).getFirst().endpoint().ipv4().toString());
        rig.seats.release(WEB);
        assertEquals("10.1.0.3", rig.allocate.all(WEB).getFirst().endpoint().ipv4().toString());
    }

    @Test
    void anAddressThatWasAskedForIsGivenOnce() {
        rig.network("front", "10.1.0.0/24", false);
        rig.member(WEB, "web", at("front", "10.1.0.9"));
        rig.member(DB, "db", at("front", "10.1.0.9"));
        rig.allocate.all(WEB);
        var taken = assertThrows(Forbidden.class, () -> rig.allocate.all(DB));
        assertEquals("Address already in use", taken.getMessage());
    }

    @Test
    void theGatewaysAddressIsNobodyElses() {
        rig.network("front", "10.1.0.0/24", false);
        rig.member(WEB, "web", at("front", "10.1.0.1"));
        assertThrows(Forbidden.class, () -> rig.allocate.all(WEB));
    }

    @Test
    void anAddressOutsideIsRefused() {
        rig.network("front", "10.1.0.0/24", false);
        rig.member(WEB, "web", at("front", "10.9.0.1"));
        var outside = assertThrows(InvalidParameter.class, () -> rig.allocate.all(WEB));
        assertEquals(
                "invalid endpoint settings:\nno configured subnet or ip-range contain the IP"
                        + " address 10.9.0.1",
                outside.getMessage());
    }

    @Test
    void aNetworkThatIsGoneIsNamed() {
        rig.member(WEB, "web", in("nope"));
        var gone = assertThrows(NotFound.class, () -> rig.allocate.all(WEB));
        assertEquals("network nope not found", gone.getMessage());
    }

    @Test
    void aFullNetworkSaysSo() {
        rig.network("tiny", "10.1.0.0/30", false);
        rig.member(WEB, "web", in("tiny"));
        rig.member(DB, "db", in("tiny"));
        rig.allocate.all(WEB);
        assertThrows(Forbidden.class, () -> rig.allocate.all(DB));
    }
}
