package dev.joey.container;

import static dev.joey.container.WireSamples.request;
import static dev.joey.container.WireSamples.understand;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.joey.network.PortWish;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublishedPortsTest {
    private static List<PortWish> ports(String config, String host) {
        return PublishedPorts.of(understand(request(config, host)).spec());
    }

    @Test
    void aBoundPortNeedNotBeExposed() {
        assertEquals(
                List.of(new PortWish("tcp", 80, "127.0.0.1", 8080, 8080)),
                ports(
                        "",
                        "\"PortBindings\":{\"80/tcp\":[{\"HostIp\":\"127.0.0.1\",\"HostPort\":\"8080\"}]}"));
    }

    @Test
    void allExposedPortsArePublishedOnlyIfAsked() {
        String exposed = "\"ExposedPorts\":{\"80/tcp\":{},\"53/udp\":{}}";
        assertEquals(List.of(), ports(exposed, ""));
        assertEquals(
                List.of(new PortWish("udp", 53, "", 0, 0), new PortWish("tcp", 80, "", 0, 0)),
                ports(exposed, "\"PublishAllPorts\":true"));
    }

    @Test
    void fixedPortsComeFirstAndRangesGoOneByOne() {
        assertEquals(
                List.of(
                        new PortWish("tcp", 7000, "", 9000, 9000),
                        new PortWish("tcp", 7001, "", 9001, 9001),
                        new PortWish("tcp", 80, "", 8000, 8010),
                        new PortWish("tcp", 22, "", 0, 0)),
                ports(
                        "",
                        "\"PortBindings\":{\"22\":[{\"HostPort\":\"0\"}],"
                                + "\"7000-7001/tcp\":[{\"HostPort\":\"9000-9001\"}],"
                                + "\"80/tcp\":[{\"HostPort\":\"8000-8010\"}]}"));
    }

    @Test
    void aPortWithoutBindingsGetsAnyPort() {
        assertEquals(
                List.of(new PortWish("tcp", 80, "", 0, 0)),
                ports("", "\"PortBindings\":{\"80/tcp\":[]}"));
    }
}
