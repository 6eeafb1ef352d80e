package dev.joey.containerd;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** {@link TaskEvents} by containerd's events service: a stream and a thread per listener. */
@Singleton
final class GrpcTaskEvents implements TaskEvents {
    private final ContainerdChannel channel;
    private final List<TaskEventStream> streams = new CopyOnWriteArrayList<>();

    GrpcTaskEvents(ContainerdChannel channel) {
        this.channel = channel;
    }

    @Override
    public void subscribe(Listener listener) {
        TaskEventStream stream = new TaskEventStream(channel, listener);
        streams.add(stream);
        stream.start();
    }

    @PreDestroy
    void close() {
        streams.forEach(TaskEventStream::close);
    }
}
