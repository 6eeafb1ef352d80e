package dev.joey.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.joey.container.ResolvConf.Asked;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResolvConfTest {
    private static final Asked NOTHING = new Asked(List.of(), List.of(), List.of());
    private static final String HOST =
            "# a comment\nnameserver 127.0.0.53\nnameserver 10.0.0.1\nsearch a b\noptions edns0\n";

    @Test
    void theHostsLoopbackIsNotReachedFromContainers() {
        assertEquals(
                "nameserver 10.0.0.1\nsearch a b\noptions edns0\n",
                ResolvConf.text(HOST, NOTHING, true, false));
        assertEquals(
                "nameserver 127.0.0.53\nnameserver 10.0.0.1\nsearch a b\noptions edns0\n",
                ResolvConf.text(HOST, NOTHING, false, false));
    }

    @Test
    void aHostWithLoopbackAloneGetsPublicServers() {
        assertEquals(
                "nameserver 8.8.8.8\nnameserver 8.8.4.4\n",
                ResolvConf.text("nameserver ::1\n", NOTHING, true, false));
    }

    @Test
    void whatIsAskedReplacesTheHosts() {
        assertEquals(
                "nameserver 9.9.9.9\nsearch lan\noptions ndots:3\n",
                ResolvConf.text(
                        HOST,
                        new Asked(List.of("9.9.9.9"), List.of("lan"), List.of("ndots:3")),
                        true,
                        false));
    }

    @Test
    void aDotMeansNoSearchAtAll() {
        assertEquals(
                "nameserver 10.0.0.1\noptions edns0\n",
                ResolvConf.text(HOST, new Asked(List.of(), List.of("."), List.of()), true, false));
    }

    @Test
    void ourNameServerStandsAlone() {
        assertEquals(
                "nameserver 127.0.0.11\nsearch a b\noptions edns0 ndots:0\n",
                ResolvConf.text(HOST, NOTHING, true, true));
    }
}
