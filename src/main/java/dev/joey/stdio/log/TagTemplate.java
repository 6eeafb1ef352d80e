package dev.joey.stdio.log;

import dev.joey.error.EngineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The {@code tag} option: text with actions of Go's text/template. Built are the fields of
 * dockerd's log information, {@code lower} and {@code upper} before a field or after a bar, and
 * trimming dashes; anything else is refused by name.
 */
final class TagTemplate {
    private static final Pattern ACTION =
            Pattern.compile(
                    "(?:(lower|upper)\\s+)?\\.([A-Za-z][A-Za-z0-9]*)(?:\\s*\\|\\s*(lower|upper))?");

    private final List<Function<LogSubject, String>> parts;

    private TagTemplate(List<Function<LogSubject, String>> parts) {
        this.parts = parts;
    }

    /**
     * Reads a template.
     *
     * @throws EngineException.InvalidParameter if it is malformed or names an unknown field
     * @throws EngineException.NotImplemented if it uses more than is built
     */
    static TagTemplate parse(String text) {
        List<Function<LogSubject, String>> parts = new ArrayList<>();
        int at = 0;
        boolean trimNext = false;
        for (int open = text.indexOf("{{"); open >= 0; open = text.indexOf("{{", at)) {
            int close = text.indexOf("}}", open);
            if (close < 0) {
                throw invalid("unclosed action");
            }
            boolean trimBefore = text.startsWith("- ", open + 2);
            boolean trimAfter = close - 2 >= open + 2 && text.startsWith(" -", close - 2);
            literal(text.substring(at, open), trimNext, trimBefore, parts);
            int from = open + (trimBefore ? 4 : 2);
            int to = Math.max(from, close - (trimAfter ? 2 : 0));
            parts.add(action(text.substring(from, to).strip()));
            trimNext = trimAfter;
            at = close + 2;
        }
        literal(text.substring(at), trimNext, false, parts);
        return new TagTemplate(parts);
    }

    String apply(LogSubject subject) {
        return parts.stream().map(part -> part.apply(subject)).collect(Collectors.joining());
    }

    private static void literal(
            String text,
            boolean trimLeft,
            boolean trimRight,
            List<Function<LogSubject, String>> parts) {
        String left = trimLeft ? text.stripLeading() : text;
        String both = trimRight ? left.stripTrailing() : left;
        parts.add(_ -> both);
    }

    private static Function<LogSubject, String> action(String text) {
        if (text.isEmpty()) {
            throw invalid("missing value for command");
        }
        if (text.startsWith("/*") && text.endsWith("*/")) {
            return _ -> "";
        }
        Matcher action = ACTION.matcher(text);
        if (!action.matches()) {
            throw new EngineException.NotImplemented(
                    "log tag action {{" + text + "}} is not implemented");
        }
        Function<LogSubject, String> field = field(action.group(2));
        for (int group : new int[] {1, 3}) {
            String function = action.group(group);
            if (function != null) {
                field =
                        field.andThen(
                                value ->
                                        function.equals("lower")
                                                ? value.toLowerCase(Locale.ROOT)
                                                : value.toUpperCase(Locale.ROOT));
            }
        }
        return field;
    }

    private static Function<LogSubject, String> field(String name) {
        return switch (name) {
            case "ID" -> subject -> shortened(subject.id());
            case "FullID", "ContainerID" -> LogSubject::id;
            case "Name" -> LogSubject::name;
            case "ContainerName" -> subject -> "/" + subject.name();
            case "ImageID" -> subject -> shortened(subject.imageId());
            case "ImageFullID", "ContainerImageID" -> LogSubject::imageId;
            case "ImageName", "ContainerImageName" -> LogSubject::imageName;
            case "DaemonName" -> LogSubject::daemonName;
            case "Command" -> subject -> String.join(" ", subject.command());
            default ->
                    throw invalid(
                            "executing \"log-tag\" at <."
                                    + name
                                    + ">: can't evaluate field "
                                    + name
                                    + " in type *logger.Info");
        };
    }

    /** The first twelve characters; an image's {@code sha256:} is among them, as in dockerd. */
    private static String shortened(String id) {
        return id.substring(0, Math.min(12, id.length()));
    }

    private static EngineException.InvalidParameter invalid(String what) {
        return new EngineException.InvalidParameter("template: log-tag:1: " + what);
    }
}
