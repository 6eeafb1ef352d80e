package dev.joey.testing;

import dev.joey.containerd.BlobSource;
import dev.joey.containerd.Content;
import dev.joey.containerd.Leases;
import dev.joey.error.EngineException;
import dev.joey.oci.Descriptor;
import dev.joey.oci.Digest;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The content store in memory. */
@Alternative
@Priority(1)
@ApplicationScoped
public class FakeContent implements Content {
    private final FakeContainerd containerd;
    private final Map<String, byte[]> unfinished = new ConcurrentHashMap<>();

    public FakeContent(FakeContainerd containerd) {
        this.containerd = containerd;
    }

    @Override
    public Digest write(
            String lease,
            String ref,
            Digest expected,
            long sizeBytes,
            InputStream bytes,
            Map<String, String> labels) {
        synchronized (containerd) {
            if (expected != null && containerd.blobs.containsKey(expected)) {
                hold(lease, expected);
                return expected;
            }
        }
        byte[] all;
        try {
            all = bytes.readAllBytes();
        } catch (IOException e) {
            throw new EngineException.Internal("reading for " + ref, e);
        }
        Digest digest = TestImages.digest(all);
        if (expected != null && !expected.equals(digest)) {
            throw new EngineException.InvalidParameter(
                    "unexpected commit digest " + digest + ", expected " + expected);
        }
        if (sizeBytes >= 0 && sizeBytes != all.length) {
            throw new EngineException.InvalidParameter("unexpected size " + all.length);
        }
        synchronized (containerd) {
            containerd.blobs.put(digest, all);
            containerd.labels.computeIfAbsent(digest, _ -> new HashMap<>()).putAll(labels);
            hold(lease, digest);
        }
        return digest;
    }

    @Override
    public void resume(String lease, String ref, Descriptor blob, BlobSource source) {
        synchronized (containerd) {
            if (containerd.blobs.containsKey(blob.digest())) {
                hold(lease, blob.digest());
                return;
            }
        }
        byte[] before = unfinished.getOrDefault(ref, new byte[0]);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(before);
        try (InputStream bytes = source.from(before.length)) {
            for (int one = bytes.read(); one >= 0; one = bytes.read()) {
                all.write(one);
            }
        } catch (IOException e) {
            unfinished.put(ref, all.toByteArray());
            throw new UncheckedIOException(e);
        }
        unfinished.remove(ref);
        write(
                lease,
                ref,
                blob.digest(),
                blob.sizeBytes(),
                new ByteArrayInputStream(all.toByteArray()),
                Map.of());
    }

    @Override
    public long ingestedBytes(String ref) {
        return unfinished.getOrDefault(ref, new byte[0]).length;
    }

    @Override
    public void forget(String ref) {
        unfinished.remove(ref);
    }

    @Override
    public InputStream read(Digest digest) {
        return new ByteArrayInputStream(bytes(digest));
    }

    @Override
    public byte[] readAll(Digest digest, int maxBytes) {
        byte[] bytes = bytes(digest);
        if (bytes.length > maxBytes) {
            throw new EngineException.InvalidParameter("blob " + digest + " is too large");
        }
        return bytes.clone();
    }

    @Override
    public Optional<BlobInfo> info(Digest digest) {
        synchronized (containerd) {
            return containerd.blobs.containsKey(digest)
                    ? Optional.of(containerd.info(digest))
                    : Optional.empty();
        }
    }

    @Override
    public List<BlobInfo> list() {
        synchronized (containerd) {
            return containerd.blobs.keySet().stream().map(containerd::info).toList();
        }
    }

    @Override
    public void label(Digest digest, Map<String, String> labels) {
        synchronized (containerd) {
            bytes(digest);
            Map<String, String> present =
                    containerd.labels.computeIfAbsent(digest, _ -> new HashMap<>());
            present.putAll(labels);
            present.values().removeIf(String::isEmpty);
        }
    }

    @Override
    public void delete(Digest digest) {
        containerd.lose(digest);
    }

    private byte[] bytes(Digest digest) {
        synchronized (containerd) {
            byte[] bytes = containerd.blobs.get(digest);
            if (bytes == null) {
                throw new EngineException.NotFound("content " + digest + ": not found");
            }
            return bytes;
        }
    }

    private void hold(String lease, Digest digest) {
        if (!containerd.leases.containsKey(lease)) {
            throw new EngineException.NotFound("lease " + lease + ": not found");
        }
        containerd.leases.get(lease).add(Leases.CONTENT + " " + digest);
    }
}
