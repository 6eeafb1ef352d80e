package dev.joey.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuntimeAdvisoriesTest {
    @ParameterizedTest
    @CsvSource({
        "1.1.5+ds1, 3",
        "1.1.12, 2",
        "1.2.7, 2",
        "1.2.8, 1",
        "1.3.3, 1",
        "1.3.6, 0",
        "1.4.0-rc.2, 2",
        "1.4.0-rc.3, 1",
        "1.4.3, 0",
        "1.5.0-rc.2, 1",
        "1.5.0-rc.3, 0",
        "1.5.0, 0",
        "v1.6.0, 0",
        "N/A, 0"
    })
    void runcIsWarnedOfUntilItHasTheFix(String version, int warnings) {
        assertEquals(warnings, RuntimeAdvisories.warnings(version, "2.0.0").size());
    }

    @Test
    void theWarningNamesTheFlawAndTheFix() {
        assertEquals(
                List.of(
                        "WARNING: containerd 1.6.0 is older than the fix of CVE-2022-23648 (1.4.13,"
                                + " 1.5.10, 1.6.1), unless its packager backported it"),
                RuntimeAdvisories.warnings("1.5.0", "1.6.0"));
    }
}
