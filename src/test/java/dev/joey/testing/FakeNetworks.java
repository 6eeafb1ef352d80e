package dev.joey.testing;

import dev.joey.error.EngineException;
import dev.joey.network.Attachment;
import dev.joey.network.Joined;
import dev.joey.network.Member;
import dev.joey.network.Networks;
import dev.joey.network.PortWish;
import dev.joey.network.Sandbox;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Networks that remember who belongs to them and who runs in them, and touch no host. */
@Alternative
@Priority(1)
@Singleton
public final class FakeNetworks implements Networks {
    private final Map<String, Member> members = new TreeMap<>();
    private final Map<String, List<Attachment>> attachments = new HashMap<>();
    private final Set<String> prepared = new TreeSet<>();
    private EngineException failure;

    /** Lets the next preparations fail; null ends it. */
    public synchronized void failPrepare(EngineException next) {
        failure = next;
    }

    /** The containers for which something is prepared. */
    public synchronized Set<String> prepared() {
        return Set.copyOf(prepared);
    }

    /** The containers that belong anywhere. */
    public synchronized Set<String> members() {
        return Set.copyOf(members.keySet());
    }

    @Override
    public void reconcile() {}

    @Override
    public void stop() {}

    @Override
    public synchronized void join(Member member, List<Attachment> asked) {
        members.put(member.containerId(), member);
        attachments.put(member.containerId(), asked);
    }

    @Override
    public synchronized void rename(String containerId, String name) {}

    @Override
    public synchronized void release(String containerId) {}

    @Override
    public synchronized void forget(String containerId) {
        members.remove(containerId);
        attachments.remove(containerId);
    }

    @Override
    public synchronized Sandbox prepare(String containerId, List<PortWish> ports) {
        prepared.add(containerId);
        if (failure != null) {
            throw failure;
        }
        return new Sandbox(Path.of("/netns", containerId), List.of("172.17.0.2"), false);
    }

    @Override
    public synchronized void clear(String containerId) {
        prepared.remove(containerId);
    }

    @Override
    public synchronized Collection<String> present() {
        return List.copyOf(prepared);
    }

    @Override
    public synchronized Joined of(String containerId) {
        return new Joined(
                "",
                attachments.getOrDefault(containerId, List.of()).stream()
                        .map(attachment -> place(attachment.network()))
                        .toList(),
                List.of());
    }

    /** A place in a network of that name, with nothing in it. */
    public static Joined.Place place(String network) {
        return new Joined.Place(
                network, "", Attachment.Wish.NONE, "", "", "", 0, "", "", 0, "", null);
    }

    @Override
    public synchronized Map<String, Joined> all() {
        Map<String, Joined> all = new HashMap<>();
        members.keySet().forEach(id -> all.put(id, of(id)));
        return all;
    }

    @Override
    public Optional<Named> find(String reference) {
        return Optional.empty();
    }

    @Override
    public String hostGateway() {
        return "172.17.0.1";
    }

    @Override
    public Connected connect(
            String containerId, String reference, Attachment.Wish wish, boolean running) {
        return Connected.LATER;
    }

    @Override
    public void disconnect(String containerId, String reference, boolean running) {}
}
