package dev.joey.container.spec;

import java.util.ArrayList;
import java.util.List;

/** Collects what a user should know though nothing failed; each text once, in order. */
final class Warnings {
    private final List<String> texts = new ArrayList<>();

    void add(String text) {
        if (!texts.contains(text)) {
            texts.add(text);
        }
    }

    List<String> texts() {
        return List.copyOf(texts);
    }
}
