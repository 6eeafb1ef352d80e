package dev.joey.containerd;

import static dev.joey.containerd.ContainerdErrors.calling;
import static dev.joey.containerd.ContainerdErrors.ifFound;

import com.google.protobuf.FieldMask;
import containerd.services.content.v1.AbortRequest;
import containerd.services.content.v1.ContentGrpc;
import containerd.services.content.v1.DeleteContentRequest;
import containerd.services.content.v1.Info;
import containerd.services.content.v1.InfoRequest;
import containerd.services.content.v1.ListContentRequest;
import containerd.services.content.v1.ReadContentRequest;
import containerd.services.content.v1.StatusRequest;
import containerd.services.content.v1.UpdateRequest;
import dev.joey.error.EngineException;
import dev.joey.oci.Descriptor;
import dev.joey.oci.Digest;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@link Content} by containerd's content service. */
@Singleton
final class GrpcContent implements Content {
    private final ContainerdChannel channel;

    GrpcContent(ContainerdChannel channel) {
        this.channel = channel;
    }

    @Override
    public Digest write(
            String lease,
            String ref,
            Digest expected,
            long sizeBytes,
            InputStream bytes,
            Map<String, String> labels) {
        return new Ingestion(channel, lease, ref, expected, sizeBytes, labels).store(bytes);
    }

    @Override
    public void resume(String lease, String ref, Descriptor blob, BlobSource source) {
        Ingestion ingestion = ingestion(lease, ref, blob);
        if (!ingestion.resume(source)) {
            ingestion(lease, ref, blob).resume(source);
        }
    }

    private Ingestion ingestion(String lease, String ref, Descriptor blob) {
        return new Ingestion(channel, lease, ref, blob.digest(), blob.sizeBytes(), Map.of());
    }

    @Override
    public long ingestedBytes(String ref) {
        StatusRequest request = StatusRequest.newBuilder().setRef(ref).build();
        return ifFound(() -> stub().status(request))
                .map(answer -> answer.getStatus().getOffset())
                .orElse(0L);
    }

    @Override
    public void forget(String ref) {
        AbortRequest request = AbortRequest.newBuilder().setRef(ref).build();
        ifFound(() -> stub().abort(request));
    }

    @Override
    public InputStream read(Digest digest) {
        ReadContentRequest request =
                ReadContentRequest.newBuilder().setDigest(digest.value()).build();
        return new BlobStream(channel.get(), request);
    }

    @Override
    public byte[] readAll(Digest digest, int maxBytes) {
        try (InputStream blob = read(digest)) {
            byte[] all = blob.readNBytes(maxBytes);
            if (blob.read() >= 0) {
                throw new EngineException.InvalidParameter(
                        "blob " + digest + " is larger than " + maxBytes + " bytes");
            }
            return all;
        } catch (IOException e) {
            throw new EngineException.Unavailable("cannot read blob " + digest, e);
        }
    }

    @Override
    public Optional<BlobInfo> info(Digest digest) {
        InfoRequest request = InfoRequest.newBuilder().setDigest(digest.value()).build();
        return ifFound(() -> stub().info(request)).map(answer -> info(answer.getInfo()));
    }

    @Override
    public List<BlobInfo> list() {
        return calling(
                () -> {
                    List<BlobInfo> all = new ArrayList<>();
                    stub().withDeadlineAfter(Deadlines.LONG)
                            .list(ListContentRequest.getDefaultInstance())
                            .forEachRemaining(
                                    some ->
                                            some.getInfoList().stream()
                                                    .map(GrpcContent::info)
                                                    .forEach(all::add));
                    return List.copyOf(all);
                });
    }

    @Override
    public void label(Digest digest, Map<String, String> labels) {
        FieldMask.Builder mask = FieldMask.newBuilder();
        labels.keySet().forEach(name -> mask.addPaths("labels." + name));
        UpdateRequest request =
                UpdateRequest.newBuilder()
                        .setInfo(Info.newBuilder().setDigest(digest.value()).putAllLabels(labels))
                        .setUpdateMask(mask)
                        .build();
        calling(() -> stub().update(request));
    }

    @Override
    public void delete(Digest digest) {
        DeleteContentRequest request =
                DeleteContentRequest.newBuilder().setDigest(digest.value()).build();
        ifFound(() -> stub().delete(request));
    }

    private static BlobInfo info(Info info) {
        return new BlobInfo(new Digest(info.getDigest()), info.getSize(), info.getLabelsMap());
    }

    private ContentGrpc.ContentBlockingStub stub() {
        return ContentGrpc.newBlockingStub(channel.get());
    }
}
