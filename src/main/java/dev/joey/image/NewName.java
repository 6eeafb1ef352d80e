package dev.joey.image;

import dev.joey.error.EngineException;
import dev.joey.oci.Reference;
import java.util.Optional;

/** The name that a request gives to an image, by {@code repo} and {@code tag}. */
final class NewName {
    private NewName() {}

    /**
     * Reads one.
     *
     * @param repo a name, perhaps with a tag
     * @param tag of the name, or empty
     * @throws EngineException.InvalidParameter if it is none, or has a digest
     */
    static Reference of(String repo, String tag) {
        if (repo.isEmpty()) {
            throw new EngineException.InvalidParameter("invalid reference format");
        }
        Reference name = Reference.parse(repo);
        if (name.digest().isPresent()) {
            throw new EngineException.InvalidParameter("cannot import digest reference");
        }
        if (name.familiarName().equals("sha256")) {
            throw new EngineException.InvalidParameter(
                    "refusing to create an ambiguous tag using digest algorithm as name");
        }
        return tag.isEmpty() ? name.withDefaultTag() : name.withTag(tag);
    }

    /** Like {@link #of}; an empty name is none, whatever its tag. */
    static Optional<Reference> optional(String repo, String tag) {
        return repo.isEmpty() ? Optional.empty() : Optional.of(of(repo, tag));
    }
}
