package dev.joey.containerd;

import dev.joey.error.EngineException;
import io.grpc.Channel;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.util.concurrent.DefaultThreadFactory;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The one connection to containerd: gRPC over its unix socket. Made at the first call, so that a
 * native image holds no handle; made again by itself when it breaks.
 */
@Singleton
final class ContainerdChannel {
    private static final Metadata.Key<String> NAMESPACE = key("containerd-namespace");
    private static final Metadata.Key<String> LEASE = key("containerd-lease");

    /** A task list of thousands fits; containerd itself sends no more. */
    private static final int MAX_MESSAGE_BYTES = 16 << 20;

    private final ContainerdPlace place;
    private EventLoopGroup loop;
    private ManagedChannel connection;
    private Channel channel;

    ContainerdChannel(ContainerdPlace place) {
        this.place = place;
    }

    /** The channel; its calls carry our namespace and have deadlines. */
    synchronized Channel get() {
        if (channel == null) {
            open();
        }
        return channel;
    }

    /** The containerd namespace that calls are about. */
    String namespace() {
        return place.namespace();
    }

    /** The channel, for calls whose makings a lease shall hold. */
    Channel underLease(String lease) {
        return ClientInterceptors.intercept(get(), header(LEASE, lease));
    }

    /** Tries to connect at once instead of when gRPC's own growing pause is over. */
    synchronized void reconnect() {
        if (connection != null) {
            connection.resetConnectBackoff();
        }
    }

    private void open() {
        if (!Epoll.isAvailable()) {
            throw new EngineException.Internal(
                    "netty's epoll transport is not available", Epoll.unavailabilityCause());
        }
        loop = new EpollEventLoopGroup(1, new DefaultThreadFactory("containerd-io", true));
        connection =
                NettyChannelBuilder.forAddress(new DomainSocketAddress(place.socket().toFile()))
                        .eventLoopGroup(loop)
                        .channelFactory(EpollDomainSocketChannel::new)
                        .overrideAuthority("localhost")
                        .usePlaintext()
                        .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        // A retry would send again what a writer has already put other bytes into.
                        .disableRetry()
                        .build();
        channel =
                ClientInterceptors.intercept(
                        connection, Deadlines::intercept, header(NAMESPACE, place.namespace()));
    }

    @PreDestroy
    synchronized void close() {
        if (connection != null) {
            connection.shutdownNow();
            loop.shutdownGracefully(0, 1, TimeUnit.SECONDS)
                    .awaitUninterruptibly(2, TimeUnit.SECONDS);
            connection = null;
            channel = null;
        }
    }

    private static ClientInterceptor header(Metadata.Key<String> key, String value) {
        Metadata headers = new Metadata();
        headers.put(key, value);
        return MetadataUtils.newAttachHeadersInterceptor(headers);
    }

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }
}
