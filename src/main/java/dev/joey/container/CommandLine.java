package dev.joey.container;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a container runs, as Docker splits it: the first word of entrypoint and command, and the
 * rest.
 */
record CommandLine(String path, List<String> args) {
    /** The command line of a checked spec, in which entrypoint or command has a word. */
    static CommandLine of(ContainerSpec.InitProcess process) {
        List<String> words =
                Stream.concat(process.entrypoint().stream(), process.cmd().stream()).toList();
        return words.isEmpty()
                ? new CommandLine("", List.of())
                : new CommandLine(words.getFirst(), words.subList(1, words.size()));
    }

    /** As lists show it: words with a space in quotes, as Docker does. */
    String text() {
        return Stream.concat(
                        Stream.of(path),
                        args.stream().map(word -> word.contains(" ") ? "'" + word + "'" : word))
                .collect(Collectors.joining(" "));
    }
}
