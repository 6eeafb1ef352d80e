package dev.joey.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTargetTest {
    private static final URI FROM = URI.create("https://203.0.113.5/v2/x/blobs/y");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/shadow",
                "ftp://203.0.113.6/x",
                "jar:file:/x!/y",
                "http://203.0.113.6/x",
                "https://169.254.169.254/latest/meta-data",
                "https://[fe80::1]/x",
                "https://[fd00:ec2::254]/x",
                "https://100.100.100.200/x",
                "https://127.0.0.1:2375/containers/json",
                "https://localhost/x",
                "https://0.0.0.0/x",
                "https://user:secret@203.0.113.6/x",
                "https:///x",
                "::"
            })
    void placesNoRegistryMaySendUsToAreRefused(String location) {
        assertThrows(IOException.class, () -> SafeTarget.of(FROM, location));
    }

    @Test
    void anotherHostAndARelativePathAreFine() throws IOException {
        assertEquals(
                URI.create("https://203.0.113.6/z?a=b"),
                SafeTarget.of(FROM, "https://203.0.113.6/z?a=b"));
        assertEquals(URI.create("https://203.0.113.5/z"), SafeTarget.of(FROM, "/z"));
    }

    @Test
    void aRegistryOnLoopbackMaySendUsToItsNeighbour() throws IOException {
        assertEquals(
                URI.create("http://127.0.0.1:1/x"),
                SafeTarget.of(URI.create("http://127.0.0.1:2/y"), "http://127.0.0.1:1/x"));
    }

    @Test
    void sameMeansSchemeHostAndPort() {
        URI one = URI.create("https://a.example/x");
        assertTrue(SafeTarget.isSame(one, URI.create("https://A.example:443/y")));
        assertFalse(SafeTarget.isSame(one, URI.create("http://a.example/x")));
        assertFalse(SafeTarget.isSame(one, URI.create("https://a.example:444/x")));
        assertFalse(SafeTarget.isSame(one, URI.create("https://b.a.example/x")));
    }
}
