package dev.joey.container;

import dev.joey.container.ContainerState.Paused;
import dev.joey.container.ContainerState.Running;
import dev.joey.containerd.Tasks;
import dev.joey.error.EngineException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Freezes a container while it is committed. A mark in its folder tells the next daemon that it was
 * not its user who froze it.
 */
@ApplicationScoped
class CommitPause {
    private static final String MARK = "frozen-by-commit";

    private final Tasks tasks;
    private final ContainerFiles files;

    CommitPause(Tasks tasks, ContainerFiles files) {
        this.tasks = tasks;
        this.files = files;
    }

    /** Freezes it if it runs; answers whether it did. */
    boolean freeze(LockedContainers.Held held) {
        if (!(held.now().state() instanceof Running(var run))) {
            return false;
        }
        mark(held.id());
        tasks.pause(held.id().value());
        held.save(held.now().in(new Paused(run)), "pause");
        return true;
    }

    /** Lets it go on, if it is frozen and by a commit. */
    void thaw(LockedContainers.Held held) {
        if (!Files.exists(mark(files, held.id()))) {
            return;
        }
        if (held.now().state() instanceof Paused(var run)) {
            tasks.resume(held.id().value());
            held.save(held.now().in(new Running(run)), "unpause");
        }
        try {
            Files.delete(mark(files, held.id()));
        } catch (IOException e) {
            throw new EngineException.Unavailable(
                    "cannot remove the mark of a commit: " + e.getMessage(), e);
        }
    }

    /** The containers that a dead daemon froze. */
    List<ContainerId> left() {
        return files.present().stream().filter(id -> Files.exists(mark(files, id))).toList();
    }

    private void mark(ContainerId id) {
        try {
            Files.write(mark(files, id), new byte[0]);
        } catch (IOException e) {
            throw new EngineException.Unavailable(
                    "cannot mark container " + id + " for a commit: " + e.getMessage(), e);
        }
    }

    private static Path mark(ContainerFiles files, ContainerId id) {
        return files.folder(id).resolve(MARK);
    }
}
