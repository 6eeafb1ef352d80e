package dev.joey.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.joey.containerd.RootMount;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContainerTreesTest {
    @Test
    void anOverlayIsReadWithItsUpperFolderAsTheHighestLowerOne() {
        assertEquals(
                new RootMount(
                        "overlay",
                        "overlay",
                        List.of("index=off", "lowerdir=/3/fs:/2/fs:/1/fs", "ro")),
                ContainerTrees.readOnly(
                        new RootMount(
                                "overlay",
                                "overlay",
                                List.of(
                                        "index=off",
                                        "workdir=/3/work",
                                        "upperdir=/3/fs",
                                        "lowerdir=/2/fs:/1/fs"))));
    }

    @Test
    void aBindIsReadAsItIs() {
        assertEquals(
                new RootMount("bind", "/3/fs", List.of("rbind", "ro")),
                ContainerTrees.readOnly(new RootMount("bind", "/3/fs", List.of("rw", "rbind"))));
    }
}
