package dev.joey.registry;

import dev.joey.error.EngineException;
import dev.joey.oci.Descriptor;
import dev.joey.oci.Digest;
import dev.joey.oci.Reference;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.function.LongConsumer;
import org.jboss.logging.Logger;

/** One repository, to write to. Safe for several threads once it is reached. */
public final class PushRepository {
    private static final Logger LOG = Logger.getLogger(PushRepository.class);
    private static final int ATTEMPTS = 5;

    private final Reference name;
    private final String path;
    private final List<HostClient> hosts;
    private volatile HostClient host;

    PushRepository(Reference name, String path, List<HostClient> hosts) {
        this.name = name;
        this.path = path;
        this.hosts = List.copyOf(hosts);
    }

    /** Something asked of the registry. */
    private interface Question<T> {
        T ask() throws IOException;
    }

    /**
     * Finds the host that answers; called first.
     *
     * @throws EngineException if none does, or it refuses who we are
     */
    public void reach() {
        EngineException failure = null;
        for (HostClient candidate : hosts) {
            URI at = candidate.host().at("/");
            try (Answer answer = candidate.send(Call.of("GET", at))) {
                if (answer.isOk() || answer.status() == 404) {
                    host = candidate;
                    return;
                }
                failure = worded(answer.error());
            } catch (RegistryError e) {
                throw worded(e);
            } catch (IOException e) {
                EngineException now = Failures.of("GET", at, e);
                if (failure != null) {
                    now.addSuppressed(failure);
                }
                failure = now;
            }
        }
        throw failure == null
                ? new EngineException.Forbidden("no host of " + name.domain() + " takes images")
                : failure;
    }

    /** Whether the registry has the blob. */
    public boolean has(Descriptor blob) {
        URI at = host.host().at("/" + path + "/blobs/" + blob.digest());
        return repeated(
                () -> {
                    try (Answer answer = host.send(Call.of("HEAD", at))) {
                        if (answer.status() == 404) {
                            return false;
                        }
                        if (!answer.isOk()) {
                            throw answer.error();
                        }
                        return answer.headers()
                                        .firstValueAsLong("Content-Length")
                                        .orElse(blob.sizeBytes())
                                == blob.sizeBytes();
                    }
                });
    }

    /**
     * Has a blob taken over from another repository of the registry.
     *
     * @param from of the same registry
     * @return whether it was; if not, nothing has changed
     */
    public boolean mount(Digest blob, Reference from) {
        host.authorizer().alsoFor("repository:" + from.path() + ":pull");
        URI at =
                host.host()
                        .at("/" + path + "/blobs/uploads/?mount=" + blob + "&from=" + from.path());
        try (Answer answer = host.send(Call.of("POST", at))) {
            if (answer.status() == 202) {
                answer.header("Location").ifPresent(location -> abandon(at, location));
            }
            return answer.status() == 201;
        } catch (IOException e) {
            LOG.debugf("mounting %s from %s: %s", blob, from, e.getMessage());
            return false;
        }
    }

    private void abandon(URI asked, String location) {
        try {
            host.send(Call.of("DELETE", SafeTarget.of(asked, location))).close();
        } catch (IOException e) {
            LOG.debugf("an upload that nobody needs stays: %s", e.getMessage());
        }
    }

    /**
     * Sends a blob.
     *
     * @param progress is told how many bytes are out
     */
    public void upload(Descriptor blob, UploadSource source, LongConsumer progress) {
        Object _ =
                repeated(
                        () -> {
                            new Upload(host, path, blob, source, progress).send();
                            return true;
                        });
    }

    /**
     * Stores a manifest.
     *
     * @param which a tag or a digest
     */
    public void put(String which, Descriptor manifest, byte[] bytes) {
        Call call =
                Call.of("PUT", host.host().at("/" + path + "/manifests/" + which))
                        .header("Content-Type", manifest.mediaType())
                        .body(() -> BodyPublishers.ofByteArray(bytes), () -> 0);
        Object _ =
                repeated(
                        () -> {
                            host.ok(call).close();
                            return true;
                        });
    }

    private <T> T repeated(Question<T> question) {
        for (int attempt = 1; ; attempt++) {
            try {
                return question.ask();
            } catch (IOException e) {
                if (attempt == ATTEMPTS
                        || Thread.currentThread().isInterrupted()
                        || e instanceof ProtocolException
                        || (e instanceof RegistryError error && !error.isPassing())) {
                    throw worded(e);
                }
                LOG.infof("push to %s, attempt %d: %s", name, attempt, e.getMessage());
                pause(attempt);
            }
        }
    }

    private static void pause(int attempt) {
        try {
            HostClient.sleep(HostClient.pause(attempt));
        } catch (IOException e) {
            throw new EngineException.Unavailable("context canceled", e);
        }
    }

    private EngineException worded(IOException failure) {
        if (failure instanceof RegistryError error) {
            return error.isRefusal()
                    ? new EngineException.Forbidden(error.getMessage())
                    : new EngineException.Internal(error.withRequest(), error);
        }
        if (failure instanceof ProtocolException) {
            return new EngineException.Internal(failure.getMessage(), failure);
        }
        return new EngineException.Internal(
                Failures.reason(
                        host == null ? hosts.getFirst().host().base() : host.host().base(),
                        failure),
                failure);
    }
}
