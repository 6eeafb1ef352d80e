package dev.joey.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.error.EngineException.InvalidParameter;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BindTextTest {
    @Test
    void onePartIsAPlaceForANewVolume() {
        assertEquals(new BindText("/data", "", "/data", ""), BindText.parse("/data"));
    }

    @Test
    void threePartsAreSourceDestinationAndMode() {
        BindText text = BindText.parse("/a:/b:ro,Z,rslave");
        assertTrue(text.isHostPath());
        assertTrue(text.readOnly());
        assertEquals(Optional.of("rslave"), text.propagation());
        assertFalse(text.noCopy());
        assertTrue(BindText.parse("vol:/b:nocopy").noCopy());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":/b", "/a:/b:ro:x", "/a:ro"})
    void whatHasAnotherShapeIsRefusedInDockersWords(String raw) {
        InvalidParameter refused = assertThrows(InvalidParameter.class, () -> BindText.parse(raw));
        assertEquals("invalid volume specification: '" + raw + "'", refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"ro,rw", "z,Z", "private,shared", "nonsense", "ro,", "cached,delegated"})
    void aModeHasOneWordOfEachKind(String mode) {
        InvalidParameter refused =
                assertThrows(InvalidParameter.class, () -> BindText.parse("/a:/b:" + mode));
        assertEquals("invalid mode: " + mode, refused.getMessage());
    }
}
