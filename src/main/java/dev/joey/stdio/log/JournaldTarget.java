package dev.joey.stdio.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.joey.stdio.ContainerIo.LogNames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/**
 * Messages for journald, with the fields that dockerd sets. Source: systemd's "Native Journal
 * Protocol".
 */
final class JournaldTarget implements LogTarget {
    /** Where journald listens on every host that has it. */
    static final Path SOCKET = Path.of("/run/systemd/journal/socket");

    private static final String INFO = "6";
    private static final String ERROR = "3";

    private final Path socket;
    private final byte[] constant;
    private final String[] partialIds = new String[3];
    private final int[] partialOrdinals = new int[3];
    private final SecureRandom random = new SecureRandom();
    private long ordinal;
    private SyslogConnection.Datagrams connection;

    /**
     * A target that is not connected.
     *
     * @param attributes what the options labels and env chose; their names become fields
     */
    JournaldTarget(Path socket, LogNames names, Map<String, String> attributes) {
        this.socket = socket;
        ByteArrayOutputStream fields = new ByteArrayOutputStream();
        field(fields, "CONTAINER_ID", brief(names.id()));
        field(fields, "CONTAINER_ID_FULL", names.id());
        field(fields, "CONTAINER_NAME", names.name());
        field(fields, "CONTAINER_TAG", names.tag());
        field(fields, "IMAGE_NAME", names.image());
        field(fields, "SYSLOG_IDENTIFIER", names.tag());
        field(fields, "CONTAINER_LOG_EPOCH", randomId());
        attributes.forEach(
                (key, value) -> {
                    String name = fieldName(key);
                    if (!name.isEmpty() && !key.equals("tag")) {
                        field(fields, name, value);
                    }
                });
        constant = fields.toByteArray();
    }

    private static String brief(String id) {
        return id.substring(0, Math.min(12, id.length()));
    }

    /** Letters, digits and underscores; none at the beginning, where it would be a trusted one. */
    static String fieldName(String key) {
        return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9_]", "_").replaceFirst("^_+", "");
    }

    @Override
    public byte[] message(int stream, Instant at, byte[] bytes, int from, int to, boolean newline) {
        ByteArrayOutputStream fields = new ByteArrayOutputStream(constant.length + to - from + 256);
        field(fields, "MESSAGE", bytes, from, to - from);
        field(fields, "PRIORITY", stream == 2 ? ERROR : INFO);
        field(fields, "SYSLOG_TIMESTAMP", at.toString());
        field(fields, "CONTAINER_LOG_ORDINAL", Long.toString(++ordinal));
        if (!newline || partialIds[stream] != null) {
            partial(fields, stream, newline);
        }
        fields.writeBytes(constant);
        return fields.toByteArray();
    }

    private void partial(ByteArrayOutputStream fields, int stream, boolean last) {
        if (partialIds[stream] == null) {
            partialIds[stream] = randomId();
            partialOrdinals[stream] = 0;
        }
        field(fields, "CONTAINER_PARTIAL_ID", partialIds[stream]);
        field(fields, "CONTAINER_PARTIAL_ORDINAL", Integer.toString(++partialOrdinals[stream]));
        field(fields, "CONTAINER_PARTIAL_LAST", Boolean.toString(last));
        if (last) {
            partialIds[stream] = null;
        } else {
            field(fields, "CONTAINER_PARTIAL_MESSAGE", "true");
        }
    }

    private String randomId() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static void field(ByteArrayOutputStream out, String name, String value) {
        byte[] bytes = value.getBytes(UTF_8);
        field(out, name, bytes, 0, bytes.length);
    }

    /** A value with a newline goes behind its length, the lowest byte first. */
    private static void field(
            ByteArrayOutputStream out, String name, byte[] bytes, int from, int length) {
        out.writeBytes(name.getBytes(UTF_8));
        if (ByteScan.indexOf(bytes, from, from + length, (byte) '\n') < 0) {
            out.write('=');
        } else {
            out.write('\n');
            out.writeBytes(
                    ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array());
        }
        out.write(bytes, from, length);
        out.write('\n');
    }

    @Override
    public void connect() {
        close();
        connection = new SyslogConnection.Datagrams(socket);
    }

    @Override
    public void send(byte[] message) throws IOException {
        connection.send(message);
    }

    @Override
    public void close() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }
}
