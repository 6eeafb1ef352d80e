package dev.joey.container.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.error.EngineException.InvalidParameter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecurityOptionsTest {
    private static SecurityOptions parse(String... options) {
        return SecurityOptions.parse(List.of(options));
    }

    @Test
    void noNewPrivilegesTakesEverySpelling() {
        assertTrue(parse("no-new-privileges").noNewPrivileges());
        assertTrue(parse("no-new-privileges:true").noNewPrivileges());
        assertTrue(parse("no-new-privileges=1").noNewPrivileges());
        assertFalse(parse("no-new-privileges", "no-new-privileges:false").noNewPrivileges());
        assertFalse(parse().noNewPrivileges());
    }

    @Test
    void profilesAreTakenWithEitherSeparator() {
        assertEquals(Optional.of("mine"), parse("apparmor=mine").appArmor());
        assertEquals(Optional.of("mine"), parse("apparmor:mine").appArmor());
        assertEquals(Optional.of("unconfined"), parse("seccomp:unconfined").seccomp());
        assertEquals(Optional.of("{\"a\":1}"), parse("seccomp={\"a\":1}").seccomp());
    }

    @Test
    void labelsAreCollected() {
        assertEquals(List.of("disable", "type:x"), parse("label=disable", "label=type:x").labels());
    }

    @Test
    void pathsAndCgroupsAreOpened() {
        assertTrue(parse("systempaths=unconfined").systemPathsUnconfined());
        assertEquals(Optional.of(true), parse("writable-cgroups").writableCgroups());
        assertEquals(Optional.of(false), parse("writable-cgroups=false").writableCgroups());
        assertEquals(Optional.empty(), parse().writableCgroups());
    }

    @ParameterizedTest
    @CsvSource({
        "unknown, 1",
        "label, 1",
        "seccomp, 1",
        "unknown=x, 2",
        "no-new-privileges=perhaps, 2",
        "writable-cgroups=yes, 2",
        "systempaths=all, 2",
        "apparmor:a=b, 2",
    })
    void anythingElseIsRefusedInDockersWords(String option, int place) {
        var refused = assertThrows(InvalidParameter.class, () -> parse(option));
        assertEquals(
                "invalid --security-opt " + place + ": \"" + option + "\"", refused.getMessage());
    }
}
