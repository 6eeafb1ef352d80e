package dev.joey.testing;

import dev.joey.containerd.Layers;
import dev.joey.containerd.RootMount;
import dev.joey.error.EngineException;
import dev.joey.oci.Descriptor;
import dev.joey.oci.MediaTypes;
import io.airlift.compress.v3.zstd.ZstdInputStream;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Unpacks nowhere, but tells the true diff id. */
@Alternative
@Priority(1)
@ApplicationScoped
public class FakeLayers implements Layers {
    private final FakeContainerd containerd;
    private final FakeContent content;

    public FakeLayers(FakeContainerd containerd, FakeContent content) {
        this.containerd = containerd;
        this.content = content;
    }

    @Override
    public Descriptor apply(Descriptor layer, List<RootMount> mounts) {
        synchronized (containerd) {
            RuntimeException failure = containerd.failNextUnpacking;
            containerd.failNextUnpacking = null;
            if (failure != null) {
                throw failure;
            }
            containerd.unpacked++;
        }
        try (InputStream bytes = uncompressed(layer)) {
            byte[] tar = bytes.readAllBytes();
            return new Descriptor(MediaTypes.OCI_LAYER, TestImages.digest(tar), tar.length);
        } catch (IOException e) {
            throw new EngineException.InvalidParameter("cannot unpack " + layer.digest(), e);
        }
    }

    private InputStream uncompressed(Descriptor layer) throws IOException {
        InputStream bytes = content.read(layer.digest());
        if (layer.mediaType().endsWith("gzip")) {
            return new GZIPInputStream(bytes);
        }
        return layer.mediaType().endsWith("zstd") ? new ZstdInputStream(bytes) : bytes;
    }
}
