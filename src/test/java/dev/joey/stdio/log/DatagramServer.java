package dev.joey.stdio.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.unix.DomainDatagramPacket;
import io.netty.channel.unix.DomainSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Takes datagrams at a unix socket, as syslogd and journald do. */
final class DatagramServer implements AutoCloseable {
    private final LinkedBlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final EventLoopGroup group = new EpollEventLoopGroup(1);
    private final Channel channel;

    DatagramServer(Path socket) throws InterruptedException {
        channel =
                new Bootstrap()
                        .group(group)
                        .channel(EpollDomainDatagramChannel.class)
                        .handler(
                                new SimpleChannelInboundHandler<DomainDatagramPacket>() {
                                    @Override
                                    protected void channelRead0(
                                            ChannelHandlerContext context,
                                            DomainDatagramPacket packet) {
                                        received.add(packet.content().toString(UTF_8));
                                    }
                                })
                        .bind(new DomainSocketAddress(socket.toFile()))
                        .sync()
                        .channel();
    }

    /** The next datagram; waits for it. */
    String next() throws InterruptedException {
        String text = received.poll(20, TimeUnit.SECONDS);
        if (text == null) {
            throw new AssertionError("no datagram came");
        }
        return text;
    }

    @Override
    public void close() {
        channel.close().syncUninterruptibly();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
