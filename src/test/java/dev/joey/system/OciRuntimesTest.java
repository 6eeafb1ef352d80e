package dev.joey.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class OciRuntimesTest {
    @Test
    void runcSaysVersionAndCommit() {
        assertEquals(
                new OciRuntimes.Program("1.1.5", "v1.1.5-0-gf19387a6"),
                OciRuntimes.Program.parse(
                        "runc version 1.1.5\ncommit: v1.1.5-0-gf19387a6\nspec: 1.0.2-dev\n"));
    }

    @Test
    void tiniSaysBothInALine() {
        assertEquals(
                new OciRuntimes.Program("0.19.0", "de40ad0"),
                OciRuntimes.Program.parse("tini version 0.19.0 - git.de40ad0\n"));
    }

    @Test
    void whatSaysNothingIsNotKnown() {
        assertEquals(OciRuntimes.Program.UNKNOWN, OciRuntimes.Program.parse("segmentation fault"));
    }
}
