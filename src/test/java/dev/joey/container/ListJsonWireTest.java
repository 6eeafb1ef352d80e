package dev.joey.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.joey.container.wire.ContainerListItem;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ListJsonWireTest {
    private final ObjectMapper mapper = new ObjectMapper();
    private final ListJsonWire list = new ListJsonWire(mapper);

    private static ContainerListItem item(String id, String status) {
        return new ContainerListItem(
                id,
                List.of("/" + id + "\u00e9\"\n"),
                "busybox",
                "sha256:0",
                null,
                "true",
                7,
                List.of(),
                null,
                null,
                Map.of("a", "b"),
                "running",
                status,
                new ContainerListItem.HostConfig("none", Map.of()),
                new ContainerListItem.NetworkSettings(Map.of()),
                List.of());
    }

    @Test
    void theJsonIsThatOfTheElementsInTheirOrder() throws Exception {
        List<ContainerListItem> items = List.of(item("b", "Up"), item("a", "Up"));
        assertEquals(
                mapper.readTree(mapper.writeValueAsBytes(items)),
                mapper.readTree(mapper.writeValueAsBytes(list.of(items))));
        assertEquals("[]", mapper.writeValueAsString(list.of(List.of())));
    }

    @Test
    void whatChangedIsWrittenAnewAndTheRestIsNot() throws Exception {
        var first = list.of(List.of(item("a", "Up 1 second"), item("b", "Up 1 second")));
        var second = list.of(List.of(item("a", "Up 2 seconds"), item("b", "Up 1 second")));
        assertNotSame(first.elements().get(0), second.elements().get(0));
        assertSame(first.elements().get(1), second.elements().get(1));
        assertEquals(
                "Up 2 seconds",
                mapper.readTree(mapper.writeValueAsBytes(second)).get(0).get("Status").textValue());
    }

    @Test
    void containersThatAreGoneAreForgotten() {
        list.of(IntStream.range(0, 1000).mapToObj(i -> item("c" + i, "Up")).toList());
        list.of(List.of(item("c0", "Up")));
        assertTrue(list.kept() <= 1, () -> "kept " + list.kept());
    }
}
