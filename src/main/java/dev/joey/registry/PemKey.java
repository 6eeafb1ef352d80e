package dev.joey.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A private key in PEM: PKCS #8 of any kind, or PKCS #1 for RSA. Sources: RFC 7468, RFC 8017. */
final class PemKey {
    private static final Pattern KEY =
            Pattern.compile(
                    "-----BEGIN ((?:RSA )?)PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END",
                    Pattern.DOTALL);

    /** Version 0 and the algorithm rsaEncryption without parameters, in DER. */
    private static final byte[] RSA_HEAD = {
        0x02,
        0x01,
        0x00,
        0x30,
        0x0d,
        0x06,
        0x09,
        0x2a,
        (byte) 0x86,
        0x48,
        (byte) 0x86,
        (byte) 0xf7,
        0x0d,
        0x01,
        0x01,
        0x01,
        0x05,
        0x00
    };

    private PemKey() {}

    static PrivateKey read(Path file) throws IOException, GeneralSecurityException {
        Matcher key = KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
        if (!key.find()) {
            throw new InvalidKeySpecException(file + " has no private key in PKCS #8");
        }
        byte[] der = Base64.getMimeDecoder().decode(key.group(2));
        PKCS8EncodedKeySpec spec =
                new PKCS8EncodedKeySpec(key.group(1).isEmpty() ? der : wrapped(der));
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException another) {
                if (algorithm.equals("EdDSA")) {
                    throw another;
                }
            }
        }
        throw new InvalidKeySpecException(file + " has no key that is known");
    }

    private static byte[] wrapped(byte[] pkcs1) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(RSA_HEAD);
        body.write(0x04);
        body.writeBytes(length(pkcs1.length));
        body.writeBytes(pkcs1);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(0x30);
        whole.writeBytes(length(body.size()));
        whole.writeBytes(body.toByteArray());
        return whole.toByteArray();
    }

    private static byte[] length(int bytes) {
        if (bytes < 0x80) {
            return new byte[] {(byte) bytes};
        }
        return bytes < 0x100
                ? new byte[] {(byte) 0x81, (byte) bytes}
                : new byte[] {(byte) 0x82, (byte) (bytes >> 8), (byte) bytes};
    }
}
