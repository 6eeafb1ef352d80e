package dev.joey.image;

import dev.joey.error.EngineException;
import dev.joey.oci.Digest;
import dev.joey.oci.Reference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What Docker would take away when asked to remove an image, decided before anything is touched.
 * Source: the API's "Remove an image" and the observable behaviour of dockerd 28.
 *
 * @param untagged names that go, in the order of the reply
 * @param delete whether the image itself goes
 */
record RemovalPlan(List<Reference> untagged, boolean delete) {
    private static final int SHORT_ID = 12;

    RemovalPlan {
        untagged = List.copyOf(untagged);
    }

    /**
     * The question.
     *
     * @param asked what the user wrote: a name, an id or a prefix of one
     * @param names all that the image has
     * @param running containers of the image that run
     * @param stopped containers of the image that don't
     */
    record Question(
            Digest id,
            String asked,
            boolean force,
            List<Reference> names,
            List<String> running,
            List<String> stopped) {
        private boolean used() {
            return !running.isEmpty() || !stopped.isEmpty();
        }

        private String user() {
            return running.isEmpty() ? stopped.getFirst() : running.getFirst();
        }

        private boolean byId() {
            return id.value().startsWith(asked) || id.hex().startsWith(asked);
        }
    }

    /**
     * Decides.
     *
     * @throws EngineException.Conflict in Docker's words
     */
    static RemovalPlan of(Question question) {
        return question.byId() ? byId(question) : byName(question);
    }

    private static RemovalPlan byName(Question q) {
        if (!q.force && isSingle(q.names) && q.used()) {
            throw new EngineException.Conflict(
                    "conflict: unable to remove repository reference \"%s\" (must force) - container %s is using its referenced image %s"
                            .formatted(q.asked, shortId(q.user()), shortId(q.id.hex())));
        }
        Reference name = Reference.parse(q.asked).withDefaultTag().withoutShadowedTag();
        List<Reference> left = new ArrayList<>(q.names);
        List<Reference> untagged = new ArrayList<>();
        untagged.add(name);
        left.remove(name);
        if (name.digest().isEmpty() && left.stream().noneMatch(r -> isTagOf(name, r))) {
            // Digests of a repository go with its last tag.
            for (Reference other : q.names) {
                if (other.digest().isPresent() && sameRepository(name, other)) {
                    untagged.add(other);
                    left.remove(other);
                }
            }
        }
        // A running container keeps an image that has lost its last name by force.
        boolean delete = left.isEmpty() && q.running.isEmpty();
        return new RemovalPlan(untagged, delete);
    }

    private static RemovalPlan byId(Question q) {
        if (!q.running.isEmpty()) {
            throw conflict(
                    q,
                    "cannot be forced",
                    "image is being used by running container " + shortId(q.running.getFirst()));
        }
        if (!q.force) {
            if (!isSingle(q.names)) {
                throw conflict(q, "must be forced", "image is referenced in multiple repositories");
            }
            if (!q.stopped.isEmpty()) {
                throw conflict(
                        q,
                        "must be forced",
                        "image is being used by stopped container "
                                + shortId(q.stopped.getFirst()));
            }
        }
        return new RemovalPlan(q.names, true);
    }

    /** Whether all names are one tag and digests of the same repository. */
    private static boolean isSingle(List<Reference> names) {
        if (names.size() <= 1) {
            return true;
        }
        Set<String> digested = new HashSet<>();
        Reference tagged = null;
        for (Reference name : names) {
            if (name.digest().isPresent()) {
                digested.add(name.repository());
            } else if (tagged == null) {
                tagged = name;
            } else {
                return false;
            }
        }
        return digested.size() == 1 && (tagged == null || digested.contains(tagged.repository()));
    }

    private static boolean isTagOf(Reference name, Reference other) {
        return other.digest().isEmpty() && sameRepository(name, other);
    }

    private static boolean sameRepository(Reference one, Reference other) {
        return one.repository().equals(other.repository());
    }

    private static EngineException conflict(Question q, String force, String reason) {
        return new EngineException.Conflict(
                "conflict: unable to delete %s (%s) - %s"
                        .formatted(shortId(q.id.hex()), force, reason));
    }

    private static String shortId(String id) {
        return id.length() > SHORT_ID ? id.substring(0, SHORT_ID) : id;
    }
}
