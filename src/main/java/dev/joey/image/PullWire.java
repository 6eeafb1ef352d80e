package dev.joey.image;

import dev.joey.image.wire.ListedPull;

/** From pulls to Joey's own API. */
final class PullWire {
    private PullWire() {}

    static ListedPull listed(PullBook.PullState state) {
        UnfinishedPull pull = state.pull();
        return new ListedPull(
                pull.id(),
                pull.reference().familiar(),
                pull.platform(),
                state.active(),
                pull.startedAt().toString(),
                pull.failure(),
                state.doneBytes(),
                state.totalBytes(),
                state.layers().stream()
                        .map(
                                layer ->
                                        new ListedPull.Layer(
                                                layer.layer().digest().value(),
                                                layer.doneBytes(),
                                                layer.layer().sizeBytes()))
                        .toList());
    }
}
