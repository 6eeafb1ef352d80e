package dev.joey.stdio.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Map;

/**
 * Makes records of the json-file format: {@code {"log":…,"stream":…,"attrs":…,"time":…}} and a
 * newline, {@code attrs} left out when there are none.
 */
final class RecordEncoder implements Encoding {
    private static final byte[] BEGIN = "{\"log\":\"".getBytes(UTF_8);
    private static final byte[] NEWLINE = "\\n".getBytes(UTF_8);

    private final Ending stdout;
    private final Ending stderr;

    /**
     * @param attributes the same for all records of the log
     */
    RecordEncoder(Map<String, String> attributes) {
        this.stdout = new Ending("stdout", attributes);
        this.stderr = new Ending("stderr", attributes);
    }

    @Override
    public int room(int length) {
        return BEGIN.length
                + JsonText.GROWTH * length
                + NEWLINE.length
                + stdout.bytes.length
                + JsonText.SLACK;
    }

    @Override
    public void encode(
            RecordBatch batch,
            int stream,
            Instant at,
            byte[] source,
            int from,
            int to,
            boolean newline) {
        byte[] target = batch.bytes;
        int out = append(BEGIN, BEGIN.length, target, batch.count);
        out = JsonText.escape(source, from, to, target, out);
        if (newline) {
            target[out] = NEWLINE[0];
            target[out + 1] = NEWLINE[1];
            out += 2;
        }
        Ending ending = stream == 2 ? stderr : stdout;
        ending.at(at);
        batch.count = append(ending.bytes, ending.count, target, out);
    }

    private static int append(byte[] source, int count, byte[] target, int at) {
        System.arraycopy(source, 0, target, at, count);
        return at + count;
    }

    /** All after the log's text; kept while the time stays, as it does for all lines of a read. */
    private static final class Ending {
        private final byte[] bytes;
        private final int timeFrom;
        private Instant at;
        private int count;

        private Ending(String stream, Map<String, String> attributes) {
            byte[] head = ("\",\"stream\":\"" + stream + "\"").getBytes(UTF_8);
            byte[] attrs = attributes.isEmpty() ? new byte[0] : JsonText.object(attributes);
            byte[] attrsKey = (attributes.isEmpty() ? "" : ",\"attrs\":").getBytes(UTF_8);
            byte[] time = ",\"time\":\"".getBytes(UTF_8);
            this.bytes =
                    new byte
                            [head.length
                                    + attrsKey.length
                                    + attrs.length
                                    + time.length
                                    + RecordTime.LENGTH
                                    + 3];
            int out = append(head, head.length, bytes, 0);
            out = append(attrsKey, attrsKey.length, bytes, out);
            out = append(attrs, attrs.length, bytes, out);
            this.timeFrom = append(time, time.length, bytes, out);
        }

        private void at(Instant wanted) {
            if (wanted.equals(at)) {
                return;
            }
            int out = RecordTime.write(wanted, bytes, timeFrom);
            bytes[out] = '"';
            bytes[out + 1] = '}';
            bytes[out + 2] = '\n';
            count = out + 3;
            at = wanted;
        }
    }
}
