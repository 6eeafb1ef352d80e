package dev.joey.image;

import dev.joey.error.EngineException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Ports as {@code EXPOSE} names them. Source: Dockerfile reference, "EXPOSE". */
final class ExposedPort {
    private static final Pattern FORM =
            Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?(?:/(tcp|udp|sctp))?");
    private static final int LAST = 65_535;

    private ExposedPort() {}

    /**
     * All ports of a word, each as {@code 80/tcp}.
     *
     * @throws EngineException.InvalidParameter if it names none
     */
    static List<String> of(String word) {
        Matcher port = FORM.matcher(word);
        if (!port.matches()) {
            throw invalid(word);
        }
        int first = Integer.parseInt(port.group(1));
        int last = port.group(2) == null ? first : Integer.parseInt(port.group(2));
        if (first > last || last > LAST) {
            throw invalid(word);
        }
        String protocol = port.group(3) == null ? "tcp" : port.group(3);
        return IntStream.rangeClosed(first, last).mapToObj(n -> n + "/" + protocol).toList();
    }

    private static EngineException invalid(String word) {
        return new EngineException.InvalidParameter("invalid containerPort: " + word);
    }
}
