package dev.joey.containerd;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import containerd.events.TaskExit;
import containerd.events.TaskOOM;
import containerd.services.events.v1.Envelope;
import containerd.services.events.v1.EventsGrpc;
import containerd.services.events.v1.PublishRequest;
import containerd.services.events.v1.SubscribeRequest;
import dev.joey.error.EngineException;
import io.grpc.StatusException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * One listener's stream of task events, made again whenever it breaks.
 *
 * <p>containerd answers nothing to a subscription until there is an event, so whether it has begun
 * cannot be seen. We publish an event of our own and wait until it comes back: from then on nothing
 * is missed, and {@link TaskEvents.Listener#connected} may look at what happened before.
 */
final class TaskEventStream {
    private static final Logger LOG = Logger.getLogger(TaskEventStream.class);

    private static final String EXIT = "/tasks/exit";
    private static final String OOM = "/tasks/oom";
    private static final String HELLO = "/joey/hello";
    private static final String HELLO_TYPE = "dev.joey.Hello";

    private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /** After this long without the event of our own, another one is published. */
    private static final Duration ECHO = Duration.ofMillis(50);

    /** Nothing may happen for as long as it likes. */
    private static final Duration FOREVER = Duration.ofDays(36500);

    private static final Duration PUBLISH_PATIENCE = Duration.ofSeconds(2);

    private final ContainerdChannel channel;
    private final TaskEvents.Listener listener;
    private final Thread thread;
    private volatile boolean closed;
    private Duration pause = FIRST_PAUSE;

    TaskEventStream(ContainerdChannel channel, TaskEvents.Listener listener) {
        this.channel = channel;
        this.listener = listener;
        this.thread = Thread.ofPlatform().daemon().name("containerd-events").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void close() {
        closed = true;
        thread.interrupt();
    }

    private void run() {
        while (!closed) {
            try {
                listen();
            } catch (StatusException | TimeoutException e) {
                LOG.debugf("the stream of containerd's events broke: %s", e.getMessage());
            } catch (EngineException e) {
                LOG.debugf("containerd does not take events: %s", e.getMessage());
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                // Whatever it is, the next stream may do better; without one the daemon is deaf.
                if (!closed) {
                    LOG.error("listening to containerd's events failed", e);
                }
            }
            rest();
        }
    }

    private void rest() {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            closed = true;
        }
        Duration next = pause.multipliedBy(2);
        pause = next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE;
        channel.reconnect();
    }

    private void listen() throws StatusException, TimeoutException, InterruptedException {
        ByteString nonce = ByteString.copyFromUtf8(UUID.randomUUID().toString());
        StreamCall<SubscribeRequest, Envelope> call =
                StreamCall.hasty(channel.get(), EventsGrpc.getSubscribeMethod());
        call.send(filters());
        call.halfClose();
        try {
            boolean begun = false;
            while (!closed) {
                Envelope event = begun ? call.next(FOREVER) : echo(call, nonce);
                if (event == null) {
                    return;
                }
                if (!event.getNamespace().equals(channel.namespace())) {
                    continue;
                }
                if (!event.getTopic().equals(HELLO)) {
                    deliver(event);
                } else if (!begun && event.getEvent().getValue().equals(nonce)) {
                    begun = true;
                    pause = FIRST_PAUSE;
                    tell(listener::connected);
                }
            }
        } finally {
            call.cancel();
        }
    }

    /** Publishes an event of our own until any event arrives; null if the stream ended. */
    private Envelope echo(StreamCall<?, Envelope> call, ByteString nonce)
            throws StatusException, InterruptedException {
        while (true) {
            publish(nonce);
            try {
                return call.next(ECHO);
            } catch (TimeoutException notYet) {
                LOG.trace("not subscribed yet");
            }
        }
    }

    private void publish(ByteString nonce) {
        PublishRequest request =
                PublishRequest.newBuilder()
                        .setTopic(HELLO)
                        .setEvent(Any.newBuilder().setTypeUrl(HELLO_TYPE).setValue(nonce))
                        .build();
        ContainerdErrors.calling(
                () ->
                        EventsGrpc.newBlockingStub(channel.get())
                                .withDeadlineAfter(PUBLISH_PATIENCE)
                                .publish(request));
    }

    /** A containerd that is shared tells only of our namespace. */
    private SubscribeRequest filters() {
        SubscribeRequest.Builder request = SubscribeRequest.newBuilder();
        for (String topic : new String[] {EXIT, OOM, HELLO}) {
            request.addFilters(
                    "topic==\"%s\",namespace==\"%s\"".formatted(topic, channel.namespace()));
        }
        return request.build();
    }

    private void deliver(Envelope event) {
        try {
            switch (event.getTopic()) {
                case EXIT -> {
                    TaskExit exit = TaskExit.parseFrom(event.getEvent().getValue());
                    tell(
                            () ->
                                    listener.exited(
                                            exit.getContainerId(),
                                            exit.getId(),
                                            Integer.toUnsignedLong(exit.getPid()),
                                            exit.getExitStatus(),
                                            TimeWire.toOurs(exit.getExitedAt())));
                }
                case OOM -> {
                    TaskOOM oom = TaskOOM.parseFrom(event.getEvent().getValue());
                    tell(() -> listener.oom(oom.getContainerId()));
                }
                default -> LOG.debugf("containerd sent an event nobody asked for: %s", event);
            }
        } catch (InvalidProtocolBufferException e) {
            LOG.errorf(e, "containerd sent an event that cannot be read: %s", event.getTopic());
        }
    }

    /** A listener's failure must not end the stream: what it missed, its own sweep finds. */
    private static void tell(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.error("a listener of containerd's events failed", e);
        }
    }
}
