package dev.joey.stdio;

import dev.joey.error.EngineException;
import dev.joey.linux.Fifos;
import dev.joey.stdio.ContainerIo.StdioPaths;
import dev.joey.stdio.ContainerIo.StdioSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jboss.logging.Logger;

/** The FIFOs of one run, {@code <exec-root>/io/<container id>/{stdin,stdout,stderr}}. */
record RunFiles(Path folder, boolean hasStdin, boolean hasStderr) {
    private static final Logger LOG = Logger.getLogger(RunFiles.class);
    private static final int FIFO_MODE = 0600;

    static RunFiles of(Path execRoot, StdioSpec spec) {
        return new RunFiles(
                execRoot.resolve("io").resolve(spec.containerId()), spec.openStdin(), !spec.tty());
    }

    Path stdin() {
        return folder.resolve("stdin");
    }

    Path stdout() {
        return folder.resolve("stdout");
    }

    Path stderr() {
        return folder.resolve("stderr");
    }

    StdioPaths paths() {
        return new StdioPaths(
                hasStdin ? stdin().toString() : "",
                stdout().toString(),
                hasStderr ? stderr().toString() : "");
    }

    /** Makes what is not there. */
    void make(Fifos fifos) {
        FileAttribute<Set<PosixFilePermission>> mine =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        try {
            Files.createDirectories(folder, mine);
        } catch (IOException failed) {
            throw new EngineException.Unavailable("make " + folder, failed);
        }
        if (hasStdin) {
            fifos.make(stdin(), FIFO_MODE);
        }
        fifos.make(stdout(), FIFO_MODE);
        if (hasStderr) {
            fifos.make(stderr(), FIFO_MODE);
        }
    }

    /** What cannot be removed is in nobody's way: the next run takes it over. */
    void remove() {
        try {
            Files.deleteIfExists(stdin());
            Files.deleteIfExists(stdout());
            Files.deleteIfExists(stderr());
            Files.deleteIfExists(folder);
        } catch (IOException failed) {
            LOG.warnf("FIFOs left behind: %s", failed);
        }
    }
}
