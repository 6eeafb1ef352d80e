package dev.joey.image;

import dev.joey.config.RegistryConfig;
import dev.joey.containerd.Content;
import dev.joey.containerd.Leases;
import dev.joey.error.EngineException;
import dev.joey.oci.Descriptor;
import dev.joey.oci.Digest;
import dev.joey.registry.Repository;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/**
 * Brings blobs of registries into the content store, each once however many pulls want it, a few at
 * a time, and from where an earlier attempt ended. Who asks first does the work; the others look
 * on, and one of them takes over if the first leaves.
 */
@ApplicationScoped
class LayerDownloads {
    private static final Logger LOG = Logger.getLogger(LayerDownloads.class);

    private final Content content;
    private final Leases leases;
    private final int attempts;
    private final int atATime;
    private final Semaphore slots;
    private final Map<Digest, Download> running = new ConcurrentHashMap<>();

    LayerDownloads(Content content, Leases leases, RegistryConfig config) {
        this.content = content;
        this.leases = leases;
        this.attempts = config.maxDownloadAttempts();
        this.atATime = config.maxConcurrentDownloads();
        this.slots = new Semaphore(atATime, true);
    }

    /** How many blobs come at the same time, in all pulls together. */
    int atATime() {
        return atATime;
    }

    /** One blob on its way. */
    private static final class Download {
        private final List<LayerProgress> watchers = new CopyOnWriteArrayList<>();
        private final CountDownLatch ended = new CountDownLatch(1);

        /** How many bytes were there when this attempt began. */
        private long began;

        void downloading(long bytes) {
            watchers.forEach(watcher -> watcher.downloading(bytes));
        }
    }

    /** Whether the blob is there as a whole; then the lease holds it. */
    boolean isThere(String lease, Descriptor blob) {
        if (!isStored(blob)) {
            return false;
        }
        leases.hold(lease, Leases.CONTENT, blob.digest().value());
        // It may have been collected just before: what is found now cannot be any more.
        return isStored(blob);
    }

    private boolean isStored(Descriptor blob) {
        return content.info(blob.digest())
                .filter(info -> info.sizeBytes() == blob.sizeBytes())
                .isPresent();
    }

    /**
     * Brings a blob; the lease then holds it. Ends when the thread is interrupted.
     *
     * @throws EngineException if it cannot be had, or is not what its digest says
     */
    void fetch(String lease, Repository repository, Descriptor blob, LayerProgress progress) {
        while (!isThere(lease, blob)) {
            Download mine = new Download();
            mine.watchers.add(progress);
            Download other = running.putIfAbsent(blob.digest(), mine);
            if (other == null) {
                try {
                    lead(lease, repository, blob, mine);
                    return;
                } finally {
                    running.remove(blob.digest());
                    mine.ended.countDown();
                }
            }
            follow(other, progress);
        }
    }

    private static void follow(Download other, LayerProgress progress) {
        other.watchers.add(progress);
        try {
            other.ended.await();
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            other.watchers.remove(progress);
        }
    }

    private void lead(String lease, Repository repository, Descriptor blob, Download download) {
        try {
            slots.acquire();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        try {
            int failed = 0;
            while (true) {
                try {
                    attempt(lease, repository, blob, download);
                    return;
                } catch (UncheckedIOException e) {
                    // A registry that cuts every connection after a while still gets us there.
                    boolean further =
                            content.ingestedBytes(PullBook.ingestion(blob)) > download.began;
                    failed = further ? 1 : failed + 1;
                    retry(e.getCause(), failed, blob, download);
                }
            }
        } finally {
            slots.release();
        }
    }

    private void retry(IOException failure, int failed, Descriptor blob, Download download) {
        if (failure instanceof InterruptedIOException && Thread.currentThread().isInterrupted()) {
            throw interrupted(failure);
        }
        if (failed >= attempts || !Repository.mayPass(failure)) {
            throw Repository.failure(failure);
        }
        LOG.infof("blob %s, attempt %d: %s", blob.digest(), failed, failure.getMessage());
        int seconds = Math.min(1 << (failed - 1), 30);
        try {
            for (int left = seconds; left > 0; left--) {
                int shown = left;
                download.watchers.forEach(watcher -> watcher.retrying(shown));
                Thread.sleep(1_000);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void attempt(String lease, Repository repository, Descriptor blob, Download download) {
        try {
            content.resume(
                    lease,
                    PullBook.ingestion(blob),
                    blob,
                    offset -> {
                        download.began = offset;
                        return new Counted(repository.blob(blob, offset), offset, download);
                    });
        } catch (EngineException.InvalidParameter e) {
            throw new EngineException.InvalidParameter(
                    "filesystem layer verification failed for digest "
                            + blob.digest()
                            + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private static EngineException interrupted(Exception cause) {
        Thread.currentThread().interrupt();
        return new EngineException.Unavailable("context canceled", cause);
    }

    /** Tells how many bytes have come. */
    private static final class Counted extends FilterInputStream {
        private final Download download;
        private long bytes;

        Counted(InputStream in, long offset, Download download) {
            super(in);
            this.download = download;
            this.bytes = offset;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = in.read(buffer, offset, length);
            if (read > 0) {
                bytes += read;
                download.downloading(bytes);
            }
            return read;
        }
    }
}
