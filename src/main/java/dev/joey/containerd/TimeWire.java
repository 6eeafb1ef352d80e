package dev.joey.containerd;

import com.google.protobuf.Timestamp;
import java.time.Instant;

/** Between our times and containerd's. */
final class TimeWire {
    private TimeWire() {}

    static Instant toOurs(Timestamp time) {
        return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    }
}
