package dev.joey.image;

import dev.joey.error.EngineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Words of a Dockerfile instruction: blanks part them, quotes and backslashes keep them together,
 * {@code $name} and {@code ${name}}, with {@code :-} and {@code :+}, are replaced by variables.
 * Source: Dockerfile reference, "Environment replacement".
 */
final class ChangeWords {
    private final String text;
    private final Map<String, String> variables;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean begun;
    private int at;

    private ChangeWords(String text, Map<String, String> variables) {
        this.text = text;
        this.variables = variables;
    }

    /**
     * Splits.
     *
     * @throws EngineException.InvalidParameter if a quote or brace is not closed
     */
    static List<String> split(String text, Map<String, String> variables) {
        ChangeWords words = new ChangeWords(text, variables);
        words.run(true);
        return words.words;
    }

    /** The whole text as one word. */
    static String one(String text, Map<String, String> variables) {
        ChangeWords words = new ChangeWords(text, variables);
        words.run(false);
        return words.words.isEmpty() ? "" : words.words.getFirst();
    }

    private void run(boolean blanksPart) {
        char quote = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (quote == '\'') {
                at++;
                if (c == '\'') {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '\\' && at + 1 < text.length()) {
                escaped(quote);
            } else if (c == '$') {
                begun = true;
                variable();
            } else if (c == '"' || (c == '\'' && quote == 0)) {
                begun = true;
                quote = quote == c ? 0 : c;
                at++;
            } else if (blanksPart && quote == 0 && Character.isWhitespace(c)) {
                end();
                at++;
            } else {
                begun = true;
                word.append(c);
                at++;
            }
        }
        if (quote != 0) {
            throw malformed("unexpected end of statement while looking for matching " + quote);
        }
        end();
    }

    /** Within double quotes a backslash stays but before what it keeps from its meaning. */
    private void escaped(char quote) {
        char next = text.charAt(at + 1);
        if (quote == '"' && next != '"' && next != '\\' && next != '$') {
            word.append('\\');
        }
        word.append(next);
        begun = true;
        at += 2;
    }

    private void variable() {
        at++;
        if (at < text.length() && text.charAt(at) == '{') {
            int close = text.indexOf('}', at);
            if (close < 0) {
                throw malformed("syntax error: missing '}'");
            }
            word.append(braced(text.substring(at + 1, close)));
            at = close + 1;
            return;
        }
        int end = nameEnd(text, at);
        if (end == at) {
            word.append('$');
            return;
        }
        word.append(variables.getOrDefault(text.substring(at, end), ""));
        at = end;
    }

    private String braced(String inner) {
        int end = nameEnd(inner, 0);
        String value = variables.get(inner.substring(0, end));
        if (end == 0) {
            throw malformed("bad substitution");
        }
        if (end == inner.length()) {
            return value == null ? "" : value;
        }
        String modifier = inner.substring(end);
        boolean set = value != null && !value.isEmpty();
        if (modifier.startsWith(":-")) {
            return set ? value : modifier.substring(2);
        }
        if (modifier.startsWith(":+")) {
            return set ? modifier.substring(2) : "";
        }
        throw malformed("unsupported modifier (" + modifier + ") in substitution");
    }

    private static int nameEnd(String text, int from) {
        int end = from;
        while (end < text.length()
                && (text.charAt(end) == '_'
                        || Character.isLetter(text.charAt(end))
                        || (end > from && Character.isDigit(text.charAt(end))))) {
            end++;
        }
        return end;
    }

    private void end() {
        if (begun) {
            words.add(word.toString());
        }
        word.setLength(0);
        begun = false;
    }

    private EngineException malformed(String reason) {
        return new EngineException.InvalidParameter(
                "failed to process \"" + text + "\": " + reason);
    }
}
