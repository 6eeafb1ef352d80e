package dev.joey.container.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.error.EngineException.InvalidParameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitBinaryTest {
    @TempDir Path first;
    @TempDir Path second;

    private String executable(Path folder, String name) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n");
        assertTrue(file.toFile().setExecutable(true));
        return file.toString();
    }

    private String find() {
        return InitBinary.find(Optional.empty(), first + ":" + second);
    }

    @Test
    void theStaticOneIsPreferred() throws IOException {
        executable(first, "tini");
        String preferred = executable(second, "docker-init");
        assertEquals(preferred, find());
    }

    @Test
    void aFileThatCannotRunIsPassedOver() throws IOException {
        Files.writeString(first.resolve("tini"), "");
        String runs = executable(second, "tini");
        assertEquals(runs, find());
    }

    @Test
    void theConfiguredOneIsTaken() throws IOException {
        String mine = executable(first, "mine");
        assertEquals(mine, InitBinary.find(Optional.of(mine), ""));
    }

    @Test
    void aMissingOneIsNamed() {
        assertTrue(
                assertThrows(InvalidParameter.class, this::find)
                        .getMessage()
                        .contains("\"docker-init\": executable file not found in $PATH"));
        assertTrue(
                assertThrows(
                                InvalidParameter.class,
                                () -> InitBinary.find(Optional.of("/no/init"), ""))
                        .getMessage()
                        .contains("/no/init"));
    }
}
