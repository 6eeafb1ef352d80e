package dev.joey.container;

import dev.joey.error.EngineException.InvalidParameter;
import java.security.SecureRandom;
import java.util.List;
import java.util.regex.Pattern;

/** The names of containers. */
final class ContainerNames {
    private static final Pattern FORM = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]+");

    private static final List<String> ADJECTIVES =
            List.of(
                    "agile",
                    "amber",
                    "apt",
                    "bright",
                    "brisk",
                    "calm",
                    "candid",
                    "cheery",
                    "clear",
                    "coastal",
                    "copper",
                    "crisp",
                    "curious",
                    "deft",
                    "dreamy",
                    "earnest",
                    "easy",
                    "fair",
                    "fleet",
                    "fond",
                    "frank",
                    "fresh",
                    "gentle",
                    "gleaming",
                    "golden",
                    "grand",
                    "hardy",
                    "honest",
                    "humble",
                    "jolly",
                    "keen",
                    "kindly",
                    "lively",
                    "lucid",
                    "lucky",
                    "mellow",
                    "merry",
                    "mild",
                    "neat",
                    "nimble",
                    "noble",
                    "patient",
                    "placid",
                    "plucky",
                    "proud",
                    "quick",
                    "quiet",
                    "ready",
                    "rustic",
                    "sage",
                    "serene",
                    "sharp",
                    "silver",
                    "sincere",
                    "snug",
                    "spry",
                    "steady",
                    "sunny",
                    "swift",
                    "tidy",
                    "trusty",
                    "vivid",
                    "warm",
                    "witty");

    private static final List<String> SURNAMES =
            List.of(
                    "abel",
                    "agnesi",
                    "ampere",
                    "avogadro",
                    "banach",
                    "bernoulli",
                    "bose",
                    "brahe",
                    "cantor",
                    "cauchy",
                    "cavendish",
                    "celsius",
                    "coulomb",
                    "dalton",
                    "dirac",
                    "erdos",
                    "euler",
                    "faraday",
                    "fermat",
                    "fourier",
                    "galileo",
                    "galois",
                    "gauss",
                    "gibbs",
                    "godel",
                    "grothendieck",
                    "hamilton",
                    "hertz",
                    "hilbert",
                    "humboldt",
                    "huygens",
                    "jacobi",
                    "joule",
                    "kelvin",
                    "kepler",
                    "kolmogorov",
                    "lagrange",
                    "laplace",
                    "leibniz",
                    "linnaeus",
                    "lovelace",
                    "maxwell",
                    "mendel",
                    "mendeleev",
                    "mirzakhani",
                    "napier",
                    "noether",
                    "ohm",
                    "pascal",
                    "planck",
                    "poincare",
                    "ramanujan",
                    "riemann",
                    "rutherford",
                    "shannon",
                    "somerville",
                    "stokes",
                    "tesla",
                    "turing",
                    "volta",
                    "weyl",
                    "wiles",
                    "wu",
                    "young");

    private ContainerNames() {}

    /**
     * The name without the slash that old clients put before it.
     *
     * @throws InvalidParameter with Docker's text, if it is not two or more letters, digits, {@code
     *     _}, {@code .} or {@code -}, beginning with a letter or digit
     */
    static String check(String name) {
        String bare = name.startsWith("/") ? name.substring(1) : name;
        if (!FORM.matcher(bare).matches()) {
            throw new InvalidParameter(
                    "Invalid container name ("
                            + name
                            + "), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed");
        }
        return bare;
    }

    /**
     * A name for a container that was given none, {@code adjective_surname}.
     *
     * @param attempt 0 first; a later one, after the name was taken, gets digits behind it
     */
    static String random(SecureRandom random, int attempt) {
        String name =
                ADJECTIVES.get(random.nextInt(ADJECTIVES.size()))
                        + "_"
                        + SURNAMES.get(random.nextInt(SURNAMES.size()));
        return attempt == 0 ? name : name + random.nextInt(attempt < 3 ? 10 : 1_000_000);
    }
}
