package dev.joey.containerd;

import dev.joey.config.PrivateContainerdConfig;
import dev.joey.error.EngineException;
import dev.joey.linux.ChildProcess;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** {@link Supervisor} with one thread that waits for the end of the private containerd. */
@Singleton
final class ContainerdSupervisor implements Supervisor {
    private static final Logger LOG = Logger.getLogger(ContainerdSupervisor.class);

    private static final Duration START_PATIENCE = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(5);

    /** For a daemon whose own search path is empty. Source: the default of Debian's systemd. */
    private static final String DEFAULT_PATH =
            "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private static final Pattern VERSION = Pattern.compile("v?(\\d+)\\.(\\d+).*");

    private final ContainerdPlace place;
    private final ContainerdChannel channel;
    private final ContainerdStatus status;
    private final Optional<Path> configuredBinary;
    private final String logLevel;

    private PrivateContainerd containerd;
    private volatile Thread watcher;
    private volatile ChildProcess process;
    private volatile boolean stopping;

    @Inject
    ContainerdSupervisor(
            ContainerdPlace place,
            ContainerdChannel channel,
            ContainerdStatus status,
            PrivateContainerdConfig config) {
        this(place, channel, status, config.binary(), config.logLevel());
    }

    ContainerdSupervisor(
            ContainerdPlace place,
            ContainerdChannel channel,
            ContainerdStatus status,
            Optional<Path> binary,
            String logLevel) {
        this.place = place;
        this.channel = channel;
        this.status = status;
        this.configuredBinary = binary;
        this.logLevel = logLevel;
    }

    @Override
    public synchronized void start() {
        if (!place.supervised()) {
            awaitAnswer(() -> true);
            return;
        }
        stopping = false;
        containerd = new PrivateContainerd(place, binary(), logLevel);
        boolean takenOver = takeOver();
        if (!takenOver) {
            launch();
        }
        LOG.infof(
                "containerd %s %s (pid %d)",
                status.version().version(), takenOver ? "taken over" : "started", process.pid());
        watcher = Thread.ofPlatform().daemon().name("containerd-supervisor").start(this::watch);
    }

    /** One that does not answer any more is ended. */
    private boolean takeOver() {
        Optional<ChildProcess> found = containerd.adopt();
        if (found.isEmpty()) {
            return false;
        }
        process = found.get();
        try {
            awaitAnswer(process::alive);
            return true;
        } catch (EngineException.Unavailable e) {
            LOG.warnf("containerd (pid %d) is of no use: %s", process.pid(), e.getMessage());
            containerd.end(process);
            return false;
        }
    }

    private void launch() {
        process = containerd.launch();
        try {
            awaitAnswer(process::alive);
            containerd.closeSocketsToOthers();
        } catch (EngineException e) {
            containerd.end(process);
            throw e;
        }
    }

    @Override
    public synchronized void stop() {
        stopping = true;
        Thread present = watcher;
        if (present == null) {
            return;
        }
        present.interrupt();
        try {
            present.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        watcher = null;
        containerd.end(process);
    }

    /** A daemon that ends without {@link #stop} leaves containerd to the next one. */
    @PreDestroy
    void leave() {
        stopping = true;
        Thread present = watcher;
        if (present != null) {
            present.interrupt();
        }
    }

    /** The process number of the private containerd. */
    long pid() {
        return process.pid();
    }

    private void watch() {
        RestartPauses pauses = new RestartPauses();
        try {
            while (!stopping) {
                long began = System.nanoTime();
                while (!process.awaitExit(Duration.ofDays(1))) {
                    LOG.debug("containerd still runs");
                }
                pauses.ranFor(Duration.ofNanos(System.nanoTime() - began));
                LOG.errorf(
                        "containerd (pid %d) ended: %s",
                        process.pid(), containerd.lastWords(process));
                restart(pauses);
            }
        } catch (InterruptedException e) {
            LOG.debug("containerd is no longer watched");
        }
    }

    private void restart(RestartPauses pauses) throws InterruptedException {
        while (!stopping) {
            Thread.sleep(pauses.next());
            try {
                launch();
                LOG.infof("containerd started again (pid %d)", process.pid());
                return;
            } catch (EngineException e) {
                LOG.errorf("containerd does not start: %s", e.getMessage());
            }
        }
    }

    /**
     * @param mayCome false once there is no more hope
     */
    private void awaitAnswer(BooleanSupplier mayCome) {
        long end = System.nanoTime() + START_PATIENCE.toNanos();
        while (true) {
            try {
                // Nobody can connect before the socket is there, and gRPC's pause would begin.
                if (!place.supervised() || Files.exists(place.socket())) {
                    channel.reconnect();
                    checkVersion(status.version().version());
                    return;
                }
                pauseUntil(end, null);
            } catch (EngineException.Unavailable e) {
                pauseUntil(end, e);
            }
            if (!mayCome.getAsBoolean()) {
                throw new EngineException.Unavailable(
                        "containerd ended at once: " + containerd.lastWords(process), null);
            }
        }
    }

    private void pauseUntil(long end, EngineException last) {
        if (System.nanoTime() > end) {
            throw new EngineException.Unavailable(
                    "containerd does not answer at " + place.socket(), last);
        }
        try {
            Thread.sleep(LOOK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException.Unavailable("waiting for containerd was interrupted", e);
        }
    }

    /** Versions that cannot be read are taken for new ones. */
    static void checkVersion(String version) {
        Matcher parts = VERSION.matcher(version);
        if (parts.matches()) {
            int major = Integer.parseInt(parts.group(1));
            int minor = Integer.parseInt(parts.group(2));
            if (major < 1 || (major == 1 && minor < 6)) {
                throw new EngineException.InvalidParameter(
                        "containerd " + version + " is too old: at least 1.6 is needed");
            }
        }
    }

    private Path binary() {
        if (configuredBinary.isPresent()) {
            return configuredBinary.get();
        }
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of((path + ":" + DEFAULT_PATH).split(":"))
                .filter(folder -> folder.startsWith("/"))
                .map(folder -> Path.of(folder, "containerd"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () ->
                                new EngineException.Unavailable(
                                        "containerd is not in the search path: install it, or"
                                                + " name one that runs with --containerd",
                                        null));
    }
}
