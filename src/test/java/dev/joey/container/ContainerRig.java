package dev.joey.container;

import dev.joey.container.ContainerSpec.RestartPolicy;
import dev.joey.containerd.RootMount;
import dev.joey.containerd.Tasks;
import dev.joey.db.Transactions;
import dev.joey.error.EngineException;
import dev.joey.image.Image;
import dev.joey.linux.Cgroups;
import dev.joey.step.Steps;
import dev.joey.testing.DefaultNetworkConfig;
import dev.joey.testing.FakeContainerIo;
import dev.joey.testing.FakeContainerd;
import dev.joey.testing.FakeContainers;
import dev.joey.testing.FakeExecProcesses;
import dev.joey.testing.FakeFileTrees;
import dev.joey.testing.FakeImages;
import dev.joey.testing.FakeLinux;
import dev.joey.testing.FakeNetworks;
import dev.joey.testing.FakeSnapshots;
import dev.joey.testing.FakeTasks;
import dev.joey.testing.FakeTrees;
import dev.joey.testing.FakeVolumes;
import dev.joey.testing.ManualClock;
import dev.joey.testing.RecordingJournal;
import dev.joey.testing.RootsConfig;
import dev.joey.testing.SampleSpec;
import dev.joey.testing.StubCgroups;
import dev.joey.testing.StubLogDrivers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.enterprise.inject.Vetoed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The real verbs over a database, a containerd and a kernel that are in memory. Processes end by
 * SIGTERM and SIGKILL unless a test says otherwise, and their ends are told as containerd would.
 */
public final class ContainerRig implements AutoCloseable {
    private static final SecureRandom RANDOM = new SecureRandom();

    final Path root = temporary();
    public final ManualClock clock = new ManualClock();
    final RecordingJournal journal = new RecordingJournal();
    final FakeTasks tasks = new FakeTasks();
    final FakeContainers containers = new FakeContainers();
    final FakeContainerd containerd = new FakeContainerd();
    final FlakySnapshots snapshots = new FlakySnapshots(containerd);
    final FakeContainerIo io = new FakeContainerIo();
    final FakeLinux linux = new FakeLinux();
    final FakeExecProcesses execs = new FakeExecProcesses();
    final FakeImages images = new FakeImages();
    final FakeNetworks networks = new FakeNetworks();
    final FakeVolumes volumes = new FakeVolumes();
    final MemoryContainerRepository rows = new MemoryContainerRepository();
    final Image image = WireSamples.image(WireSamples.busybox());

    /** Signals that processes do not die of. */
    final Set<Integer> ignored = ConcurrentHashMap.newKeySet();

    final RootsConfig config = new RootsConfig(root);
    final ContainerFiles files = new ContainerFiles(config);
    final ContainerEvents events = new ContainerEvents(journal);
    final ContainerRecords records =
            new ContainerRecords(rows, events, images, networks, volumes, new MemoryTransactions());
    final ExitWaiters waiters = new ExitWaiters();
    final Steps steps = new Steps(new SimpleMeterRegistry(), Optional.empty());
    final ContainerRoots roots = new ContainerRoots(snapshots, images, linux, files);
    final ContainerMounts mounts =
            new ContainerMounts(
                    volumes,
                    new SubpathBinds(config, new FakeTrees(), linux),
                    new VolumeFilling(volumes, roots, new FakeTrees()),
                    config);
    final ContainerRemains remains =
            new ContainerRemains(
                    tasks,
                    containers,
                    roots,
                    io,
                    new HostRemains(roots, files, networks, mounts),
                    execs);
    final Cleanups cleanups = new Cleanups(remains, steps, Runnable::run);
    final LockedContainers locked = new LockedContainers(rows, records, cleanups);
    final SignalContainer signals = new SignalContainer(tasks, waiters);
    final KillContainer kill = new KillContainer(locked, signals);
    final RemoveContainer remove =
            new RemoveContainer(locked, kill, cleanups, records, waiters, steps);
    final RestartDelays delays = new RestartDelays();
    final RestartSchedule schedule = new RestartSchedule(rows, delays);
    final ExitHandler exits =
            new ExitHandler(locked, io, cleanups, remove, waiters, schedule, steps);
    final OomHandler ooms = new OomHandler(locked);
    final ContainerStdio stdio = new ContainerStdio(files, io, new StubLogDrivers());
    final NetworkFiles networkFiles = new NetworkFiles(files, new DefaultNetworkConfig(), networks);
    final ContainerRuntime runtime =
            new ContainerRuntime(
                    config,
                    linux,
                    new StubCgroups(1, EnumSet.allOf(Cgroups.Feature.class)),
                    new ContainerNetworks(
                            rows, networks, networkFiles, new ContainerLinks(rows, networks)),
                    mounts);
    private final ContainerExecs forExecs =
            new ContainerExecs(locked, rows, events, runtime, files);
    final TaskLauncher launcher =
            new TaskLauncher(roots, runtime, stdio, io, containers, tasks, steps);
    final CreateContainer create =
            new CreateContainer(locked, records, roots, mounts, files, clock, steps);
    final StartContainer start =
            new StartContainer(
                    locked,
                    launcher,
                    new FailedStart(launcher, remains, remove, waiters),
                    delays,
                    clock,
                    steps);
    final StopContainer stop = new StopContainer(locked, signals, config, steps);
    final RestartContainer restart = new RestartContainer(locked, stop, start, schedule);
    final PauseContainer pause = new PauseContainer(locked, tasks);
    final RenameContainer rename = new RenameContainer(locked, records);
    final PruneContainers prune = new PruneContainers(rows, remove, snapshots, journal);
    final Adoption adoption = new Adoption(tasks, io, stdio, exits, remains, remove, clock);
    final Orphans orphans = new Orphans(rows, tasks, containers, snapshots, files, remains, config);
    final Reconciler reconciler =
            new Reconciler(rows, locked, tasks, adoption, orphans, exits, clock);
    final TaskListener listener = new TaskListener(exits, ooms, reconciler, execs);

    final ContainerTrees trees =
            new ContainerTrees(snapshots, linux, new FakeFileTrees(), files, config);
    final ContainerLayers layers =
            new ContainerLayers(
                    trees,
                    new ExportContainer(locked, trees),
                    new ListChanges(locked, trees),
                    new CommitContainer(
                            locked, trees, new CommitPause(tasks, files), images, steps));

    public final ContainerManager manager =
            new ContainerManager(
                    create,
                    start,
                    stop,
                    restart,
                    kill,
                    pause,
                    rename,
                    remove,
                    prune,
                    new ConnectContainer(locked, networks, networkFiles),
                    networks,
                    schedule,
                    reconciler,
                    execs,
                    listener,
                    cleanups,
                    layers);

    public ContainerRig() {
        images.add(image);
        tasks.onSignal(this::receive);
    }

    /** Makes a container. */
    Container created(String name, SampleSpec spec) {
        spec.imageId = image.id();
        return create.create(ContainerId.random(RANDOM), name, spec.made(), image);
    }

    /** Makes and starts a container. */
    Container started(String name, SampleSpec spec) {
        Container container = created(name, spec);
        start.start(name);
        return now(container);
    }

    Container started(String name) {
        return started(name, new SampleSpec());
    }

    /** The door that execs use. */
    public ContainerExecs forExecs() {
        return forExecs;
    }

    public FakeTasks tasks() {
        return tasks;
    }

    public RecordingJournal journal() {
        return journal;
    }

    /** Makes and starts one; answers its id. */
    public String running(String name) {
        return started(name).id().value();
    }

    /** Makes and starts one that its policy starts again; answers its id. */
    public String startedAlways(String name) {
        SampleSpec spec = new SampleSpec();
        spec.restartPolicy = new RestartPolicy("always", 0);
        return started(name, spec).id().value();
    }

    /** Lets the process end by itself, and that be known when this returns. */
    public void ends(String id, int code) {
        Tasks.TaskStatus ended = tasks.end(id, code, clock.instant());
        exits.exited(new ContainerId(id), ended.pid(), code, clock.instant());
    }

    void ends(Container container, int code) {
        ends(container.id().value(), code);
    }

    Container now(Container container) {
        return rows.find(container.id()).orElseThrow();
    }

    /** The word of the state in which a container is now, or "gone". */
    public String status(String id) {
        return rows.find(new ContainerId(id)).map(row -> row.state().status()).orElse("gone");
    }

    String status(Container container) {
        return status(container.id().value());
    }

    /** Lets the next starts fail in the runtime's words, or in ours. */
    public void failNextStart(RuntimeException failure) {
        tasks.failWith(failure);
    }

    /** Lets the next so many writes of rows fail. */
    public void fillDisk(int writes) {
        rows.failNextWrites(writes);
    }

    /** Whether nothing but rows is left of a container. */
    boolean isCleared(ContainerId id) {
        return tasks.get(id.value()).isEmpty()
                && !containers.list().contains(id.value())
                && !containerd.snapshots().contains(id.value())
                && !io.open().contains(id.value())
                && !linux.mounted().contains(files.root(id))
                && !Files.exists(files.folder(id))
                && !images.uses().containsKey(id.value())
                && !networks.prepared().contains(id.value())
                && !networks.members().contains(id.value());
    }

    private void receive(String id, int signal) {
        if ((signal == Signals.TERM || signal == Signals.KILL) && !ignored.contains(signal)) {
            Tasks.TaskStatus ended = tasks.end(id, 128 + signal, clock.instant());
            listener.exited(id, id, ended.pid(), 128 + signal, clock.instant());
        }
    }

    @Override
    public void close() {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("joey-rig");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs the work at once; what it did stays, as there is nothing to roll back to. */
    private static final class MemoryTransactions implements Transactions {
        @Override
        public <T> T call(Supplier<T> work) {
            return work.get();
        }
    }

    /** Snapshots that fail when told to. */
    @Vetoed
    static final class FlakySnapshots extends FakeSnapshots {
        private volatile EngineException preparing;
        private volatile EngineException removing;

        FlakySnapshots(FakeContainerd containerd) {
            super(containerd);
        }

        void failPrepare(EngineException failure) {
            preparing = failure;
        }

        /** Null ends it. */
        void failRemove(EngineException failure) {
            removing = failure;
        }

        @Override
        public List<RootMount> prepare(String snapshotter, String key, String parent) {
            fail(preparing);
            return super.prepare(snapshotter, key, parent);
        }

        @Override
        public void remove(String snapshotter, String key) {
            fail(removing);
            super.remove(snapshotter, key);
        }

        private static void fail(EngineException failure) {
            if (failure != null) {
                throw failure;
            }
        }
    }
}
