package dev.joey.linux;

import dev.joey.error.EngineException;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.Optional;

/** Named pipes, opened so that neither opening nor using them ever blocks. Source: fifo(7). */
@ApplicationScoped
public class Fifos {
    private final KernelCalls kernel;

    /** By way of a kernel. */
    public Fifos(Syscall syscall) {
        kernel = new KernelCalls(syscall);
    }

    /**
     * Makes a FIFO if it is not there.
     *
     * @param mode permission bits, as 0600; the umask takes its part
     * @throws EngineException.Conflict if something else lies there
     */
    public void make(Path path, int mode) {
        long result = kernel.makeFifo(path.toString(), mode);
        if (result == -Errno.EEXIST) {
            KernelCalls.Stat stat =
                    kernel.stat(
                            KernelCalls.AT_FDCWD, path.toString(), KernelCalls.AT_SYMLINK_NOFOLLOW);
            if (stat.errno() != 0 || stat.type() != KernelCalls.S_IFIFO) {
                throw new EngineException.Conflict(path + " is there and no FIFO");
            }
        } else if (result < 0) {
            throw Errno.failure("mkfifo", path.toString(), (int) -result);
        }
    }

    /**
     * Opens the reading end. Until the first writer comes, {@link Fd#read} answers {@link Fd#END}
     * while a {@link Poller} reports nothing.
     */
    public Fd openReader(Path path) {
        return open(path, KernelCalls.O_RDONLY)
                .orElseThrow(() -> Errno.failure("open", path.toString(), Errno.ENXIO));
    }

    /** Opens the writing end; empty while nobody holds the reading end. */
    public Optional<Fd> openWriter(Path path) {
        return open(path, KernelCalls.O_WRONLY);
    }

    /** A new poller for any descriptors; the caller closes it. */
    public Poller poller() {
        return new Poller(kernel);
    }

    /** A new way to look into pipes; the caller closes it. */
    public PipePeek peek() {
        return new PipePeek(kernel);
    }

    private Optional<Fd> open(Path path, int access) {
        int flags =
                access
                        | KernelCalls.O_NONBLOCK
                        | KernelCalls.O_CLOEXEC
                        | Machine.current().oNofollow;
        long result = kernel.openat(KernelCalls.AT_FDCWD, path.toString(), flags);
        if (result == -Errno.ENXIO) {
            return Optional.empty();
        }
        if (result < 0) {
            throw Errno.failure("open", path.toString(), (int) -result);
        }
        return Optional.of(new Fd(kernel, (int) result, path.toString()));
    }
}
