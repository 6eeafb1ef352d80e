package dev.joey.container.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.joey.container.ContainerSpec.Ulimit;
import dev.joey.error.EngineException.InvalidParameter;
import dev.joey.oci.RuntimeSpec.Rlimit;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class RlimitsSectionTest {
    private static String refusal(Ulimit ulimit) {
        return assertThrows(InvalidParameter.class, () -> RlimitsSection.of(List.of(ulimit)))
                .getMessage();
    }

    @Test
    void minusOneIsTheLargestUnsignedNumber() {
        var unlimited = new BigInteger("18446744073709551615");
        assertEquals(
                List.of(
                        new Rlimit("RLIMIT_NOFILE", BigInteger.valueOf(20), BigInteger.TEN),
                        new Rlimit("RLIMIT_CORE", unlimited, unlimited)),
                RlimitsSection.of(
                        List.of(new Ulimit("nofile", 10, 20), new Ulimit("core", -1, -1))));
    }

    @Test
    void unknownNamesAreRefused() {
        assertEquals("invalid ulimit type: files", refusal(new Ulimit("files", 1, 1)));
    }

    @Test
    void softMayNotExceedHard() {
        assertEquals(
                "ulimit soft limit must be less than or equal to hard limit: 2 > 1",
                refusal(new Ulimit("nproc", 2, 1)));
        assertEquals(
                "ulimit soft limit must be less than or equal to hard limit: -1 > 1",
                refusal(new Ulimit("nproc", -1, 1)));
    }
}
