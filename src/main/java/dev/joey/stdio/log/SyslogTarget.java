package dev.joey.stdio.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.joey.stdio.log.SyslogOptions.Address;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Messages for syslog as dockerd writes them. Sources: RFC 3164, RFC 5424, and for {@code tcp+tls}
 * with the latter RFC 5425, which puts the length before each message.
 */
final class SyslogTarget implements LogTarget {
    private static final int INFO = 6;
    private static final int ERROR = 3;

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssXXX", Locale.ROOT);
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX", Locale.ROOT);

    private final SyslogOptions options;
    private final String tag;
    private final String hostName;
    private final long pid;
    private final ZoneId zone;
    private final boolean counted;
    private SyslogConnection connection;

    /**
     * A target that is not connected.
     *
     * @param tag what the option of that name made
     * @param hostName of this host
     */
    SyslogTarget(SyslogOptions options, String tag, String hostName, ZoneId zone) {
        this.options = options;
        this.tag = tag;
        this.hostName = hostName;
        this.pid = ProcessHandle.current().pid();
        this.zone = zone;
        boolean secure =
                options.address() instanceof Address.Net net && net.scheme().equals("tcp+tls");
        this.counted =
                secure
                        && (options.format() == SyslogOptions.Format.RFC5424
                                || options.format() == SyslogOptions.Format.RFC5424MICRO);
    }

    @Override
    public byte[] message(int stream, Instant at, byte[] bytes, int from, int to, boolean newline) {
        if (to == from) {
            return null;
        }
        byte[] head = head(options.facility() << 3 | (stream == 2 ? ERROR : INFO), at);
        int length = head.length + to - from + 1;
        byte[] count = counted ? (length + " ").getBytes(UTF_8) : new byte[0];
        byte[] message = new byte[count.length + length];
        System.arraycopy(count, 0, message, 0, count.length);
        System.arraycopy(head, 0, message, count.length, head.length);
        System.arraycopy(bytes, from, message, count.length + head.length, to - from);
        message[message.length - 1] = '\n';
        return message;
    }

    private byte[] head(int priority, Instant at) {
        String text =
                switch (options.format()) {
                    case UNIX -> "<%d>%s %s[%d]: ".formatted(priority, time(STAMP, at), tag, pid);
                    case RFC3164 ->
                            "<%d>%s %s %s[%d]: "
                                    .formatted(priority, time(STAMP, at), hostName, tag, pid);
                    case RFC5424 -> rfc5424(priority, time(SECONDS, at));
                    case RFC5424MICRO -> rfc5424(priority, time(MICROS, at));
                };
        return text.getBytes(UTF_8);
    }

    private String rfc5424(int priority, String time) {
        return "<%d>1 %s %s %s %d %s - ".formatted(priority, time, hostName, tag, pid, tag);
    }

    private String time(DateTimeFormatter format, Instant at) {
        return format.format(at.atZone(zone));
    }

    @Override
    public void connect() throws IOException {
        close();
        connection = SyslogConnection.open(options);
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
