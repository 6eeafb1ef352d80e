package dev.joey.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.error.EngineException.InvalidParameter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
    @ParameterizedTest
    @CsvSource({
        "172.17.0.2, 172.17.0.2",
        "fd00:0:0:0::1, fd00::1",
        "2001:db8:0:1:0:0:0:1, 2001:db8:0:1::1",
        "::, ::",
        "::1, ::1",
        "fe80:1:2:3:4:5:6:7, fe80:1:2:3:4:5:6:7",
        "1:0:2:3:4:5:6:7, 1:0:2:3:4:5:6:7"
    })
    void anAddressIsWrittenAsRfc5952Says(String text, String canonical) {
        assertEquals(canonical, Ip.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1.2.3", "256.1.1.1", "01.2.3.4", "a", "::g", "1.2.3.4/8", "fe80::1%lo"})
    void whatIsNoAddressIsRefused(String text) {
        assertThrows(InvalidParameter.class, () -> Ip.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0", "10.0.0.0/33", "10.0.0.0/x", "::/129", "/8", "10.0.0.0/-1"})
    void whatIsNoBlockIsRefused(String text) {
        assertThrows(InvalidParameter.class, () -> Cidr.parse(text));
    }

    @Test
    void blocksKnowWhatTheyHold() {
        Cidr block = Cidr.parse("10.1.2.3/16");
        assertEquals("10.1.0.0/16", block.masked().toString());
        assertEquals("10.1.255.255", block.last().toString());
        assertTrue(block.contains(Ip.parse("10.1.9.9")));
        assertFalse(block.contains(Ip.parse("10.2.0.0")));
        assertFalse(block.contains(Ip.parse("fd00::1")));
        assertTrue(block.overlaps(Cidr.parse("10.0.0.0/8")));
        assertTrue(Cidr.parse("10.0.0.0/8").overlaps(block));
        assertFalse(block.overlaps(Cidr.parse("10.2.0.0/16")));
    }

    private static Pool pool(String subnet, String range, String gateway) {
        return new Pool(
                Cidr.parse(subnet),
                range == null ? null : Cidr.parse(range),
                gateway == null ? null : Ip.parse(gateway),
                Map.of(),
                true);
    }

    @Test
    void allAddressesAreGivenOnceAndAFreedOneComesBackLast() {
        Pool pool = pool("10.0.0.0/29", null, "10.0.0.1");
        Set<Ip> used = new HashSet<>();
        Ip last = null;
        for (String expected :
                List.of("10.0.0.2", "10.0.0.3", "10.0.0.4", "10.0.0.5", "10.0.0.6")) {
            last = AddressAllocator.next(pool, used, last).orElseThrow();
            assertEquals(expected, last.toString());
            used.add(last);
        }
        assertEquals(Optional.empty(), AddressAllocator.next(pool, used, last));
        used.remove(Ip.parse("10.0.0.3"));
        used.remove(Ip.parse("10.0.0.6"));
        assertEquals("10.0.0.3", AddressAllocator.next(pool, used, last).orElseThrow().toString());
    }

    @Test
    void aRangeAndAuxiliaryAddressesAreHeeded() {
        Pool pool =
                new Pool(
                        Cidr.parse("10.0.0.0/24"),
                        Cidr.parse("10.0.0.128/30"),
                        Ip.parse("10.0.0.1"),
                        Map.of("router", Ip.parse("10.0.0.129")),
                        true);
        Ip first = AddressAllocator.next(pool, Set.of(), null).orElseThrow();
        assertEquals("10.0.0.128", first.toString());
        assertEquals(
                "10.0.0.130",
                AddressAllocator.next(pool, Set.of(first), first).orElseThrow().toString());
    }

    @Test
    void theFirstSubnetOfAPoolThatIsFreeIsTaken() {
        AddressPool pool = AddressPool.parse("base=10.0.0.0/8,size=24");
        assertEquals("10.0.0.0/24", pool.free(List.of()).orElseThrow().toString());
        assertEquals(
                "10.1.0.0/24",
                pool.free(List.of(Cidr.parse("10.0.0.0/16"))).orElseThrow().toString());
        assertEquals(Optional.empty(), pool.free(List.of(Cidr.parse("10.0.0.0/7"))));
        assertEquals(
                Optional.empty(),
                AddressPool.parse("base=10.0.0.0/24,size=24")
                        .free(List.of(Cidr.parse("10.0.0.7/32"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.0.0.0/8", "base=10.0.0.0/8", "base=10.0.0.0/8,size=4", "base=x,size=9"})
    void whatIsNoPoolIsRefused(String text) {
        assertThrows(InvalidParameter.class, () -> AddressPool.parse(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.0 | '' | '' | invalid subnet 10.0.0.0: invalid CIDR block notation",
                "10.0.0.1/24 | '' | '' | invalid subnet 10.0.0.1/24: it should be 10.0.0.0/24",
                "10.0.0.0/24 | x | '' | invalid ip-range x: invalid CIDR block notation",
                "10.0.0.0/24 | 10.0.0.0/16 | '' | invalid ip-range 10.0.0.0/16: CIDR block is bigger"
                        + " than its parent subnet 10.0.0.0/24",
                "10.0.0.0/24 | 10.1.0.0/25 | '' | invalid ip-range 10.1.0.0/25: parent subnet"
                        + " 10.0.0.0/24 doesn't contain ip-range",
                "10.0.0.0/24 | fd00::/64 | '' | invalid ip-range fd00::/64: parent subnet is an IPv4"
                        + " block",
                "10.0.0.0/24 | '' | 10.1.0.1 | invalid gateway 10.1.0.1: parent subnet 10.0.0.0/24"
                        + " doesn't contain this address",
                "10.0.0.0/24 | '' | fd00::1 | invalid gateway fd00::1: parent subnet is an IPv4 block",
                "10.0.0.0/24 | '' | gw | invalid gateway gw: invalid address"
            })
    void wrongBlocksAreRefusedInDockersWords(
            String subnet, String range, String gateway, String text) {
        var request =
                new IpamRequest(
                        "",
                        Map.of(),
                        List.of(new IpamRequest.Subnet(subnet, range, gateway, Map.of())));
        var failure = assertThrows(InvalidParameter.class, () -> IpamCheck.check(request, true));
        assertEquals("invalid network config:\n" + text, failure.getMessage());
    }
}
