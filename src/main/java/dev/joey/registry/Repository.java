package dev.joey.registry;

import dev.joey.error.EngineException;
import dev.joey.oci.Descriptor;
import dev.joey.oci.Digest;
import dev.joey.oci.MediaTypes;
import dev.joey.oci.Reference;
import dev.joey.registry.RegistryHost.Ability;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * One repository, to read from: each thing is asked of the registry's hosts in their order, until
 * one has it. Safe for several threads.
 */
public final class Repository {
    /** As much as registries take. Source: the distribution project's manifest size limit. */
    private static final int MAX_MANIFEST_BYTES = 4 << 20;

    private static final Logger LOG = Logger.getLogger(Repository.class);
    private static final String ACCEPT =
            String.join(
                    ", ",
                    MediaTypes.OCI_INDEX,
                    MediaTypes.DOCKER_INDEX,
                    MediaTypes.OCI_MANIFEST,
                    MediaTypes.DOCKER_MANIFEST);

    private final Reference name;
    private final String path;
    private final List<HostClient> hosts;

    /** The host that answered last; it is asked first for what follows. */
    private volatile HostClient preferred;

    Repository(Reference name, String path, List<HostClient> hosts) {
        this.name = name;
        this.path = path;
        this.hosts = List.copyOf(hosts);
    }

    /** A question to one host. */
    private interface Question<T> {
        T ask(HostClient host) throws IOException;
    }

    /**
     * Gets a manifest.
     *
     * @param which a tag or a digest
     * @throws EngineException.NotFound in Docker's words, if there is none or we may not have it
     * @throws EngineException.InvalidParameter if what comes is not what it is called
     */
    public ManifestBlob manifest(String which) {
        Optional<Digest> digest =
                which.indexOf(':') < 0 ? Optional.empty() : Optional.of(new Digest(which));
        Ability ability = digest.isPresent() ? Ability.PULL : Ability.RESOLVE;
        return first(ability, "manifests/" + which, host -> manifest(host, which, digest));
    }

    /**
     * Opens a blob.
     *
     * @param offset how many of its first bytes to leave out; less than its size, or 0
     * @throws IOException if no host gives it
     */
    public InputStream blob(Descriptor blob, long offset) throws IOException {
        IOException failure = null;
        for (HostClient host : ordered(Ability.PULL)) {
            try {
                InputStream bytes = blob(host, blob, offset);
                preferred = host;
                return bytes;
            } catch (IOException e) {
                LOG.debugf("%s: blob %s: %s", host.host().base(), blob.digest(), e.getMessage());
                if (failure != null) {
                    e.addSuppressed(failure);
                }
                failure = e;
            }
        }
        throw failure == null
                ? new ProtocolException("no host of the registry serves blobs")
                : failure;
    }

    /**
     * All tags of the repository.
     *
     * @throws EngineException.NotFound if there is no such repository
     */
    public List<String> tags() {
        return first(Ability.RESOLVE, "tags/list", host -> TagList.read(host, path));
    }

    /** How a failed download of a blob reads to a user. */
    public static EngineException failure(IOException failure) {
        return failure instanceof RegistryError error
                ? new EngineException.Internal(error.withRequest(), failure)
                : new EngineException.Internal(Failures.reason(null, failure), failure);
    }

    /** Whether a failure may pass, so that another attempt makes sense. */
    public static boolean mayPass(IOException failure) {
        return !(failure instanceof RegistryError error) || error.isPassing();
    }

    private <T> T first(Ability ability, String what, Question<T> question) {
        EngineException failure = null;
        for (HostClient host : ordered(ability)) {
            try {
                T answer = question.ask(host);
                preferred = host;
                return answer;
            } catch (EngineException e) {
                failure = noted(host, what, e, failure);
            } catch (RegistryError e) {
                failure = noted(host, what, worded(e), failure);
                if (host.host().origin()) {
                    throw failure;
                }
            } catch (IOException e) {
                EngineException worded =
                        Failures.of("GET", host.host().at("/" + path + "/" + what), e);
                failure = noted(host, what, worded, failure);
            }
        }
        throw failure == null
                ? new EngineException.NotFound("no host of " + name.domain() + " serves " + what)
                : failure;
    }

    private static EngineException noted(
            HostClient host, String what, EngineException now, EngineException before) {
        LOG.debugf("%s: %s: %s", host.host().base(), what, now.getMessage());
        if (before != null) {
            now.addSuppressed(before);
        }
        return now;
    }

    /** Docker's words for what registries say no to. */
    private EngineException worded(RegistryError error) {
        if (error.isRefusal()) {
            return new EngineException.NotFound(
                    "pull access denied for "
                            + name.familiarName()
                            + ", repository does not exist or may require 'docker login': "
                            + error.getMessage());
        }
        if (error.status() == 404) {
            return new EngineException.NotFound(
                    "manifest for " + name.familiar() + " not found: " + error.getMessage());
        }
        if (error.status() == 429) {
            return new EngineException.Internal("toomanyrequests: " + error.getMessage(), error);
        }
        return new EngineException.Internal(error.withRequest(), error);
    }

    private List<HostClient> ordered(Ability ability) {
        List<HostClient> ordered = new ArrayList<>();
        HostClient best = preferred;
        if (best != null && best.host().can(ability)) {
            ordered.add(best);
        }
        hosts.stream().filter(h -> h != best && h.host().can(ability)).forEach(ordered::add);
        return ordered;
    }

    private ManifestBlob manifest(HostClient host, String which, Optional<Digest> digest)
            throws IOException {
        Call call =
                Call.of("GET", host.host().at("/" + path + "/manifests/" + which))
                        .header("Accept", ACCEPT);
        try (Answer answer = host.ok(call)) {
            byte[] bytes = answer.bytes(MAX_MANIFEST_BYTES, "the manifest");
            Digest actual = sha256(bytes);
            digest.filter(wanted -> wanted.algorithm().equals("sha256") && !wanted.equals(actual))
                    .ifPresent(
                            wanted -> {
                                throw new EngineException.InvalidParameter(
                                        "manifest verification failed for digest " + wanted);
                            });
            String type = answer.header("Content-Type").orElse("");
            int semicolon = type.indexOf(';');
            return new ManifestBlob(
                    new Descriptor(
                            (semicolon < 0 ? type : type.substring(0, semicolon)).strip(),
                            digest.orElse(actual),
                            bytes.length),
                    bytes);
        }
    }

    private InputStream blob(HostClient host, Descriptor blob, long offset) throws IOException {
        Call call = Call.of("GET", host.host().at("/" + path + "/blobs/" + blob.digest()));
        Answer answer = host.ok(offset > 0 ? call.header("Range", "bytes=" + offset + "-") : call);
        boolean opened = false;
        try {
            boolean partial = answer.status() == 206;
            long length = blob.sizeBytes() - (partial ? offset : 0);
            long told = answer.headers().firstValueAsLong("Content-Length").orElse(length);
            if (told != length) {
                throw new ProtocolException(
                        "blob %s has %d bytes, not %d as the manifest says"
                                .formatted(
                                        blob.digest(),
                                        told + (partial ? offset : 0),
                                        blob.sizeBytes()));
            }
            if (partial
                    && !answer.header("Content-Range")
                            .orElse("")
                            .startsWith("bytes " + offset + "-")) {
                throw new ProtocolException("the registry sent other bytes than were asked for");
            }
            if (!partial) {
                answer.body().skipNBytes(offset);
            }
            opened = true;
            return answer.body();
        } finally {
            if (!opened) {
                answer.close();
            }
        }
    }

    static Digest sha256(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return new Digest("sha256:" + HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new EngineException.Internal("no SHA-256", e);
        }
    }
}
