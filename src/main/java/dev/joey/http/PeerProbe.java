package dev.joey.http;

import io.netty.channel.Channel;
import io.netty.channel.unix.UnixChannel;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Finds out whether a client left that is not being read from, because it shut its side for writing
 * or because too much of its input is waiting: a read would tell, so a write of no bytes has to. It
 * fails with EPIPE when the peer of a unix socket is closed and when a TCP connection was reset.
 * Source: unix_stream_sendmsg and tcp_sendmsg of Linux.
 */
final class PeerProbe {
    private static final long PERIOD_MILLIS = 500;

    private PeerProbe() {}

    static boolean isGone(Channel channel) {
        if (!channel.isActive()) {
            return true;
        }
        if (!(channel instanceof UnixChannel unix)) {
            return false;
        }
        try {
            unix.fd().writeAddress(0, 0, 0);
            return false;
        } catch (IOException _) {
            return true;
        }
    }

    /**
     * Closes the channel soon after its peer left, as long as {@code wanted}; looks at once. Called
     * on the channel's event loop.
     */
    static void watch(Channel channel, BooleanSupplier wanted) {
        if (!channel.isActive() || !wanted.getAsBoolean()) {
            return;
        }
        if (isGone(channel)) {
            var _ = channel.close();
            return;
        }
        ScheduledFuture<?> next =
                channel.eventLoop()
                        .schedule(
                                () -> watch(channel, wanted), PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        channel.closeFuture().addListener(_ -> next.cancel(false));
    }
}
