package dev.joey.network;

import dev.joey.error.EngineException;
import dev.joey.linux.Commands;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * Our nftables table on the host. What it should hold is kept here; each change is one transaction
 * of nft(8), and changes that wait for one another go in together.
 */
@ApplicationScoped
class Firewall {
    private static final Logger LOG = Logger.getLogger(Firewall.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Commands commands;
    private final String table;
    private final FirewallScript script;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Change> waiting = new ArrayList<>();

    /** Guarded by {@link #lock}, as {@code networks}. */
    private final Map<PortRule.Match, PortRule> ports = new HashMap<>();

    private List<Network> networks = List.of();

    Firewall(Commands commands, HostNames names) {
        this.commands = commands;
        this.table = names.table();
        this.script = new FirewallScript(names.table());
    }

    /** Sets the networks that there are, and all rules anew. */
    void networks(List<Network> present) {
        lock.lock();
        try {
            networks = List.copyOf(present);
            rebuild();
        } finally {
            lock.unlock();
        }
    }

    /** Sets the ports without touching the host: {@link #networks} follows. */
    void restore(List<PortRule> present) {
        lock.lock();
        try {
            ports.clear();
            present.forEach(rule -> ports.put(rule.match(), rule));
        } finally {
            lock.unlock();
        }
    }

    /** Lets ports lead to a container. */
    void open(List<PortRule> rules) {
        change(new Change(rules, true));
    }

    /** Takes the ports of a container away, but for those that lead to another one by now. */
    void close(String owner) {
        List<PortRule> rules;
        lock.lock();
        try {
            rules = ports.values().stream().filter(rule -> rule.owner().equals(owner)).toList();
        } finally {
            lock.unlock();
        }
        change(new Change(rules, false));
    }

    /** Takes the table from the host, unless a user has written rules into it. */
    void clear() {
        lock.lock();
        try {
            Commands.Result user = run("list chain inet " + table + " user\n");
            boolean empty = user.exitCode() == 0 && user.out().lines().count() <= 4;
            if (empty) {
                var _ = run("delete table inet " + table + "\n");
            }
        } finally {
            lock.unlock();
        }
    }

    private void change(Change change) {
        if (change.rules.isEmpty()) {
            return;
        }
        synchronized (waiting) {
            waiting.add(change);
        }
        lock.lock();
        try {
            if (!change.done) {
                applyWaiting();
            }
        } finally {
            lock.unlock();
        }
        if (change.failure != null) {
            throw change.failure;
        }
    }

    private void applyWaiting() {
        List<Change> batch;
        synchronized (waiting) {
            batch = List.copyOf(waiting);
            waiting.clear();
        }
        StringBuilder text = new StringBuilder();
        for (Change change : batch) {
            for (PortRule rule : change.rules) {
                PortRule present = ports.get(rule.match());
                if (change.open) {
                    if (present != null) {
                        text.append(script.delete(present));
                    }
                    ports.put(rule.match(), rule);
                    text.append(script.add(rule));
                } else if (rule.equals(present)) {
                    ports.remove(rule.match());
                    text.append(script.delete(rule));
                }
            }
        }
        RuntimeException failure = null;
        try {
            if (!text.isEmpty() && run(text.toString()).exitCode() != 0) {
                // Somebody flushed the ruleset; all that we know is written again.
                rebuild();
            }
        } catch (RuntimeException e) {
            failure = e;
        }
        for (Change change : batch) {
            change.done = true;
            change.failure = failure;
        }
    }

    private void rebuild() {
        String text = script.whole(networks, ports.values());
        Commands.Result result = run(text);
        if (result.exitCode() != 0) {
            LOG.warnf("rules are made from nothing, for nft says: %s", result.err());
            result = run("add table inet " + table + "\ndelete table inet " + table + "\n" + text);
        }
        if (result.exitCode() != 0) {
            throw new EngineException.Internal("nft: " + result.err(), null);
        }
    }

    private Commands.Result run(String text) {
        return commands.run(
                List.of("nft", "-f", "-"), text.getBytes(StandardCharsets.UTF_8), PATIENCE);
    }

    /** Fields that are not final are guarded by the lock. */
    private static final class Change {
        private final List<PortRule> rules;
        private final boolean open;
        private boolean done;
        private RuntimeException failure;

        Change(List<PortRule> rules, boolean open) {
            this.rules = List.copyOf(rules);
            this.open = open;
        }
    }
}
