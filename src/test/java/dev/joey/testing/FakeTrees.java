package dev.joey.testing;

import dev.joey.linux.FileRoot;
import dev.joey.linux.OpenFolder;
import dev.joey.linux.PrivateMount;
import dev.joey.linux.Trees;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** No trees: whoever asks for one gets none. */
public final class FakeTrees implements Trees {
    @Override
    public OpenFolder folder(Path path) {
        throw new AssertionError("folder " + path);
    }

    @Override
    public FileRoot root(Path path) {
        throw new AssertionError("root " + path);
    }

    @Override
    public Optional<FileRoot> rootOf(long pid) {
        return Optional.empty();
    }

    @Override
    public FileRoot assembled(Path place, List<PrivateMount> mounts) {
        throw new AssertionError("mounts at " + place);
    }

    @Override
    public void copy(OpenFolder from, OpenFolder to) {
        throw new AssertionError("copy");
    }

    @Override
    public void bindWithin(Path source, String below, Path target) {}
}
