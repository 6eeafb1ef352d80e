package dev.joey.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.joey.error.EngineException;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class CredentialsTest {
    private static final byte[] JSON =
            "{\"username\":\"u>>>?\",\"password\":\"p\",\"serveraddress\":\"r:5000\"}"
                    .getBytes(UTF_8);

    @Test
    void bothAlphabetsAndBothPaddingsAreRead() {
        for (Base64.Encoder encoder :
                new Base64.Encoder[] {
                    Base64.getUrlEncoder(),
                    Base64.getUrlEncoder().withoutPadding(),
                    Base64.getEncoder(),
                    Base64.getEncoder().withoutPadding()
                }) {
            Credentials read = Credentials.ofHeader(encoder.encodeToString(JSON));
            assertEquals("u>>>?", read.username());
            assertEquals("p", read.password());
            assertEquals("r:5000", read.serverAddress());
        }
    }

    @Test
    void authIsUserAndPassword() {
        String auth = Base64.getEncoder().encodeToString("me:a:b".getBytes(UTF_8));
        String json = "{\"auth\":\"" + auth + "\"}";
        Credentials read =
                Credentials.ofHeader(Base64.getEncoder().encodeToString(json.getBytes(UTF_8)));
        assertEquals("me", read.username());
        assertEquals("a:b", read.password());
    }

    @Test
    void noHeaderAndAnEmptyObjectAreNobody() {
        assertEquals(Credentials.NONE, Credentials.ofHeader(null));
        assertEquals(Credentials.NONE, Credentials.ofHeader(""));
        assertEquals(Credentials.NONE, Credentials.ofHeader("e30="));
    }

    @Test
    void nonsenseIsRefused() {
        assertThrows(
                EngineException.InvalidParameter.class, () -> Credentials.ofHeader("not base64!"));
        assertThrows(EngineException.InvalidParameter.class, () -> Credentials.ofHeader("bm8="));
    }

    @Test
    void noSecretIsEverShown() {
        Credentials secret = new Credentials("me", "secret", "secret", "secret", "");
        assertFalse(secret.toString().contains("secret"));
    }
}
