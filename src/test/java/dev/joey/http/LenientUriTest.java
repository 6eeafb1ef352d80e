package dev.joey.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.net.URI;
import org.junit.jupiter.api.Test;

class LenientUriTest {
    @Test
    void whatPeopleTypeIntoCurlBecomesAUri() {
        String target = LenientUri.encode("/containers/json?filters={\"name\":[\"a|b\"]}");
        assertEquals("/containers/json?filters=%7B%22name%22:[%22a%7Cb%22]%7D", target);
        assertEquals("filters={\"name\":[\"a|b\"]}", URI.create(target).getQuery());
    }

    @Test
    void bytesBeyondAsciiAreEscaped() {
        assertEquals("/%C3%A4?x=%C3%A4", LenientUri.encode("/\u00c3\u00a4?x=\u00c3\u00a4"));
    }

    @Test
    void aProperTargetIsLeftAlone() {
        String target = "/images/a%2Fb/json?x=%7B%7D&y=[1]";
        assertSame(target, LenientUri.encode(target));
    }
}
