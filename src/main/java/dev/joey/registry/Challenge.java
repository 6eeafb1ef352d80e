package dev.joey.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a registry wants to be asked. Source: RFC 9110, section 11.
 *
 * @param scheme in lower case, as {@code bearer}
 * @param parameters by their names in lower case
 */
record Challenge(String scheme, Map<String, String> parameters) {
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final Pattern PARAMETER =
            Pattern.compile(
                    "(" + TOKEN + ")\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|(" + TOKEN + "))");
    private static final Pattern SCHEME = Pattern.compile("(" + TOKEN + ")(?:\\s+|$)");

    /** Longer headers come from no registry. */
    private static final int MAX_CHARS = 8192;

    Challenge {
        parameters = Map.copyOf(parameters);
    }

    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    /** The challenges of {@code WWW-Authenticate} headers; what is malformed is left out. */
    static List<Challenge> parse(List<String> headers) {
        List<Challenge> challenges = new ArrayList<>();
        for (String header : headers) {
            if (header.length() <= MAX_CHARS) {
                parse(header, challenges);
            }
        }
        return challenges;
    }

    private static void parse(String header, List<Challenge> into) {
        int at = 0;
        String scheme = null;
        Map<String, String> parameters = new LinkedHashMap<>();
        Matcher parameter = PARAMETER.matcher(header);
        Matcher word = SCHEME.matcher(header);
        while (at < header.length()) {
            char c = header.charAt(at);
            if (c == ',' || Character.isWhitespace(c)) {
                at++;
            } else if (scheme != null && parameter.find(at) && parameter.start() == at) {
                String quoted = parameter.group(2);
                parameters.put(
                        parameter.group(1).toLowerCase(Locale.ROOT),
                        quoted == null ? parameter.group(3) : quoted.replaceAll("\\\\(.)", "$1"));
                at = parameter.end();
            } else if (word.find(at) && word.start() == at) {
                add(scheme, parameters, into);
                scheme = word.group(1).toLowerCase(Locale.ROOT);
                parameters = new LinkedHashMap<>();
                at = word.end();
            } else {
                break;
            }
        }
        add(scheme, parameters, into);
    }

    private static void add(String scheme, Map<String, String> parameters, List<Challenge> into) {
        if (scheme != null) {
            into.add(new Challenge(scheme, parameters));
        }
    }
}
