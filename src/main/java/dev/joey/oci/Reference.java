package dev.joey.oci;

import dev.joey.error.EngineException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A normalised image reference: registry, repository, and a tag or a digest or both. Source: the
 * grammar of the distribution project's reference package and Docker's normalisation of familiar
 * names ({@code busybox} is {@code docker.io/library/busybox}).
 *
 * @param domain of the registry, with its port if one was given, as {@code docker.io} or {@code
 *     localhost:5000}
 * @param path of the repository within the registry, as {@code library/busybox}; at most 255
 *     characters
 * @param tag up to 128 characters, if given
 * @param digest if given
 */
public record Reference(String domain, String path, Optional<String> tag, Optional<Digest> digest) {
    /** The registry of names that have none. */
    public static final String DEFAULT_DOMAIN = "docker.io";

    /** The tag of names that have neither tag nor digest. */
    public static final String DEFAULT_TAG = "latest";

    private static final String OLD_DEFAULT_DOMAIN = "index.docker.io";
    private static final String OFFICIAL = "library/";
    private static final int MAX_PATH = 255;

    private static final String COMPONENT = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*+";
    private static final String LABEL = "(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])";
    private static final String HOST =
            "(?:" + LABEL + "(?:\\." + LABEL + ")*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?";
    private static final String TAG = "\\w[\\w.-]{0,127}";
    private static final String DIGEST =
            "[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}";
    private static final Pattern FORM =
            Pattern.compile(
                    String.format(
                            "(?<host>%s)/(?<path>%s(?:/%s)*+)(?::(?<tag>%s))?(?:@(?<digest>%s))?",
                            HOST, COMPONENT, COMPONENT, TAG, DIGEST));
    private static final Pattern TAG_FORM = Pattern.compile(TAG);
    private static final Pattern WHOLE_ID = Pattern.compile("[a-f0-9]{64}");

    /** Longer texts are no reference; keeps the matcher from work on hostile input. */
    private static final int MAX_TEXT = 4096;

    /**
     * Reads a reference as a user writes it and normalises it. No tag is added.
     *
     * @throws EngineException.InvalidParameter in Docker's words: {@code invalid reference format},
     *     {@code … must be lowercase}, or that a whole image id cannot be a name
     */
    public static Reference parse(String text) {
        if (text.length() > MAX_TEXT) {
            throw malformed();
        }
        if (WHOLE_ID.matcher(text).matches()) {
            throw new EngineException.InvalidParameter(
                    "invalid repository name ("
                            + text
                            + "), cannot specify 64-byte hexadecimal strings");
        }
        Split split = Split.of(text);
        String repository = upTo(split.remainder, ':');
        if (!repository.equals(repository.toLowerCase(Locale.ROOT))) {
            throw new EngineException.InvalidParameter(
                    "invalid reference format: repository name ("
                            + repository
                            + ") must be lowercase");
        }
        Matcher match = FORM.matcher(split.domain + "/" + split.remainder);
        if (!match.matches()) {
            throw malformed();
        }
        String path = match.group("path");
        if (path.length() > MAX_PATH) {
            throw new EngineException.InvalidParameter(
                    "repository name must not be more than " + MAX_PATH + " characters");
        }
        return new Reference(
                match.group("host"),
                path,
                Optional.ofNullable(match.group("tag")),
                Optional.ofNullable(match.group("digest")).map(Reference::digest));
    }

    /** Registry and repository, as {@code docker.io/library/busybox}. */
    public String repository() {
        return domain + "/" + path;
    }

    /** Registry and repository as users write them, as {@code busybox}. */
    public String familiarName() {
        if (!domain.equals(DEFAULT_DOMAIN)) {
            return repository();
        }
        boolean official = path.startsWith(OFFICIAL) && path.indexOf('/', OFFICIAL.length()) < 0;
        return official ? path.substring(OFFICIAL.length()) : path;
    }

    /** The whole reference as users write it, as {@code busybox:latest}. */
    public String familiar() {
        return familiarName() + suffix();
    }

    /** The whole reference, as {@code docker.io/library/busybox:latest}. */
    public String canonical() {
        return repository() + suffix();
    }

    /** This reference, with the tag {@code latest} if it has neither tag nor digest. */
    public Reference withDefaultTag() {
        return tag.isPresent() || digest.isPresent() ? this : withTag(DEFAULT_TAG);
    }

    /**
     * This reference with another tag.
     *
     * @throws EngineException.InvalidParameter {@code invalid tag format}
     */
    public Reference withTag(String newTag) {
        if (!TAG_FORM.matcher(newTag).matches()) {
            throw new EngineException.InvalidParameter("invalid tag format");
        }
        return new Reference(domain, path, Optional.of(newTag), digest);
    }

    /** This repository by digest alone. */
    public Reference byDigest(Digest newDigest) {
        return new Reference(domain, path, Optional.empty(), Optional.of(newDigest));
    }

    /** This reference without its tag if it has a digest: only the digest says what is meant. */
    public Reference withoutShadowedTag() {
        return digest.map(this::byDigest).orElse(this);
    }

    @Override
    public String toString() {
        return canonical();
    }

    private String suffix() {
        return tag.map(t -> ":" + t).orElse("") + digest.map(d -> "@" + d).orElse("");
    }

    private static Digest digest(String text) {
        String algorithm = upTo(text, ':');
        String hex = text.substring(algorithm.length() + 1);
        int digits =
                switch (algorithm) {
                    case "sha256" -> 64;
                    case "sha512" -> 128;
                    default ->
                            throw new EngineException.InvalidParameter(
                                    "unsupported digest algorithm");
                };
        if (hex.length() != digits) {
            throw new EngineException.InvalidParameter("invalid checksum digest length");
        }
        if (!hex.equals(hex.toLowerCase(Locale.ROOT))) {
            throw new EngineException.InvalidParameter("invalid checksum digest format");
        }
        return new Digest(text);
    }

    private static String upTo(String text, char end) {
        int at = text.indexOf(end);
        return at < 0 ? text : text.substring(0, at);
    }

    private static EngineException malformed() {
        return new EngineException.InvalidParameter("invalid reference format");
    }

    /** Registry and rest, with Docker's defaults filled in; not yet checked. */
    private record Split(String domain, String remainder) {
        static Split of(String text) {
            int slash = text.indexOf('/');
            if (slash < 0) {
                return new Split(DEFAULT_DOMAIN, OFFICIAL + text);
            }
            String first = text.substring(0, slash);
            String rest = text.substring(slash + 1);
            boolean domainGiven =
                    first.equals("localhost")
                            || first.indexOf('.') >= 0
                            || first.indexOf(':') >= 0
                            // Repositories are lower case, so this can only be a host.
                            || !first.equals(first.toLowerCase(Locale.ROOT));
            String domain = domainGiven ? first : DEFAULT_DOMAIN;
            if (domain.equals(OLD_DEFAULT_DOMAIN)) {
                domain = DEFAULT_DOMAIN;
            }
            String remainder = domainGiven ? rest : text;
            boolean official = domain.equals(DEFAULT_DOMAIN) && remainder.indexOf('/') < 0;
            return new Split(domain, official ? OFFICIAL + remainder : remainder);
        }
    }
}
