package dev.joey.network;

import dev.joey.error.EngineException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The ports of the host that are given to containers. Each is held by a socket of the daemon's own,
 * which finds out whether somebody on the host has it and keeps others from taking it; packets to
 * it never reach that socket, the firewall leads them on.
 */
@ApplicationScoped
class HostPorts {
    private static final String RANGE = "ipv4/ip_local_port_range";
    private static final int FIRST_FREE = 32768;
    private static final int LAST_FREE = 60999;

    private final Map<Key, Map<Ip, Held>> held = new HashMap<>();

    /** Guarded by this, as {@link #held}. */
    private int next;

    /**
     * Takes ports for a container, all or none.
     *
     * @throws EngineException.Internal in Docker's words if one is taken
     */
    synchronized List<PublishedPort> take(String owner, List<Wanted> wanted) {
        List<PublishedPort> taken = new ArrayList<>();
        try {
            for (Wanted want : wanted) {
                taken.addAll(take(owner, want));
            }
            return taken;
        } catch (RuntimeException e) {
            taken.forEach(port -> release(owner, port));
            throw e;
        }
    }

    private List<PublishedPort> take(String owner, Wanted want) {
        PortWish wish = want.wish();
        boolean any = wish.firstHostPort() == 0;
        int first = any ? firstFree() : wish.firstHostPort();
        int last = any ? lastFree() : wish.lastHostPort();
        if (any && (next < first || next > last)) {
            next = ThreadLocalRandom.current().nextInt(first, last + 1);
        }
        int count = last - first + 1;
        EngineException failure = null;
        for (int i = 0; i < count; i++) {
            int port = any ? first + (next - first + i) % count : first + i;
            try {
                List<PublishedPort> taken = takeAll(owner, want, port);
                if (any) {
                    next = port + 1;
                }
                return taken;
            } catch (EngineException e) {
                failure = e;
            }
        }
        throw failure;
    }

    /** One port, on all addresses. */
    private List<PublishedPort> takeAll(String owner, Wanted want, int port) {
        List<PublishedPort> taken = new ArrayList<>();
        try {
            for (Ip hostIp : want.hostIps()) {
                String protocol = want.wish().protocol();
                Map<Ip, Held> onPort =
                        held.computeIfAbsent(new Key(protocol, port), _ -> new HashMap<>());
                checkFree(onPort, hostIp, port);
                String where = hostIp.ipv6() ? "[" + hostIp + "]" : hostIp.toString();
                onPort.put(
                        hostIp,
                        new Held(
                                owner,
                                HeldSocket.open(
                                        protocol,
                                        hostIp,
                                        port,
                                        where
                                                + ":"
                                                + port
                                                + ":"
                                                + want.containerIp()
                                                + ":"
                                                + want.wish().containerPort()
                                                + "/"
                                                + protocol)));
                taken.add(
                        new PublishedPort(
                                protocol, want.wish().containerPort(), hostIp.toString(), port));
            }
            return taken;
        } catch (RuntimeException e) {
            taken.forEach(one -> release(owner, one));
            throw e;
        }
    }

    private static void checkFree(Map<Ip, Held> onPort, Ip hostIp, int port) {
        for (Ip other : onPort.keySet()) {
            boolean meets =
                    other.ipv6() == hostIp.ipv6()
                            && (other.equals(hostIp)
                                    || other.isUnspecified()
                                    || hostIp.isUnspecified());
            if (meets) {
                String where = hostIp.ipv6() ? "[" + hostIp + "]" : hostIp.toString();
                throw new EngineException.Internal(
                        "Bind for " + where + ":" + port + " failed: port is already allocated",
                        null);
            }
        }
    }

    /**
     * Takes what rows say that a running container has; a socket that others hold meanwhile is no
     * obstacle.
     */
    synchronized void restore(String owner, PublishedPort port) {
        Ip hostIp = Ip.parse(port.hostIp());
        HeldSocket socket;
        try {
            socket = HeldSocket.open(port.protocol(), hostIp, port.hostPort(), "");
        } catch (EngineException _) {
            socket = HeldSocket.NONE;
        }
        Held before =
                held.computeIfAbsent(
                                new Key(port.protocol(), port.hostPort()), _ -> new HashMap<>())
                        .put(hostIp, new Held(owner, socket));
        if (before != null) {
            before.socket().close();
        }
    }

    /** Gives a port back, if the container still has it. */
    synchronized void release(String owner, PublishedPort port) {
        Key key = new Key(port.protocol(), port.hostPort());
        Map<Ip, Held> onPort = held.getOrDefault(key, new HashMap<>());
        Ip hostIp = Ip.parse(port.hostIp());
        Held present = onPort.get(hostIp);
        if (present != null && present.owner().equals(owner)) {
            onPort.remove(hostIp);
            present.socket().close();
            if (onPort.isEmpty()) {
                held.remove(key);
            }
        }
    }

    /** Gives all ports of a container back. */
    synchronized void release(String owner) {
        held.values()
                .removeIf(
                        onPort -> {
                            onPort.values()
                                    .removeIf(
                                            one -> {
                                                boolean ours = one.owner().equals(owner);
                                                if (ours) {
                                                    one.socket().close();
                                                }
                                                return ours;
                                            });
                            return onPort.isEmpty();
                        });
    }

    private static int firstFree() {
        return range(0, FIRST_FREE);
    }

    private static int lastFree() {
        return range(1, LAST_FREE);
    }

    private static int range(int field, int otherwise) {
        return Sysctl.read(RANGE)
                .map(text -> text.split("\\s+", -1))
                .filter(words -> words.length == 2)
                .map(words -> Integer.parseInt(words[field]))
                .orElse(otherwise);
    }

    /**
     * A port that is to be published.
     *
     * @param hostIps where, each of them with the same port
     * @param containerIp for messages
     */
    record Wanted(PortWish wish, List<Ip> hostIps, Ip containerIp) {}

    private record Key(String protocol, int port) {}

    private record Held(String owner, HeldSocket socket) {}
}
