package dev.joey.stdio.log;

import dev.joey.error.EngineException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The attributes that go with each record of a log, as the options {@code labels}, {@code
 * labels-regex}, {@code env}, {@code env-regex} and {@code tag} choose them.
 */
public final class LogAttributes {
    private LogAttributes() {}

    /**
     * Chooses the attributes of a container's log.
     *
     * @return by name, in order; empty if the options ask for none
     * @throws EngineException.InvalidParameter if a pattern or the tag is malformed
     */
    public static Map<String, String> of(Map<String, String> options, LogSubject subject) {
        Map<String, String> chosen = new TreeMap<>();
        choose(options, "labels", subject.labels(), chosen);
        Map<String, String> env = new TreeMap<>();
        for (String variable : subject.env()) {
            int equals = variable.indexOf('=');
            if (equals >= 0) {
                env.put(variable.substring(0, equals), variable.substring(equals + 1));
            }
        }
        choose(options, "env", env, chosen);
        String tag = TagTemplate.parse(options.getOrDefault("tag", "")).apply(subject);
        if (!tag.isEmpty()) {
            chosen.put("tag", tag);
        }
        return chosen;
    }

    /** The tag of drivers that always have one: what the option says, else the short id. */
    public static String tag(Map<String, String> options, LogSubject subject) {
        String tag = options.getOrDefault("tag", "");
        return TagTemplate.parse(tag.isEmpty() ? "{{.ID}}" : tag).apply(subject);
    }

    /** Checks the options as far as that is possible without a container. */
    static void check(Map<String, String> options) {
        pattern(options.getOrDefault("labels-regex", ""));
        pattern(options.getOrDefault("env-regex", ""));
        TagTemplate.parse(options.getOrDefault("tag", ""));
    }

    private static void choose(
            Map<String, String> options,
            String option,
            Map<String, String> from,
            Map<String, String> chosen) {
        for (String key : options.getOrDefault(option, "").split(",", -1)) {
            if (from.containsKey(key)) {
                chosen.put(key, from.get(key));
            }
        }
        Predicate<String> wanted = pattern(options.getOrDefault(option + "-regex", ""));
        from.forEach(
                (key, value) -> {
                    if (wanted.test(key)) {
                        chosen.put(key, value);
                    }
                });
    }

    private static Predicate<String> pattern(String regex) {
        if (regex.isEmpty()) {
            return _ -> false;
        }
        try {
            return Pattern.compile(regex).asPredicate();
        } catch (PatternSyntaxException e) {
            throw new EngineException.InvalidParameter(
                    "error parsing regexp: " + e.getDescription() + ": `" + regex + "`", e);
        }
    }
}
