package dev.joey.testing;

import dev.joey.error.EngineException;
import dev.joey.linux.FileTrees;
import dev.joey.linux.Folder;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.nio.file.Path;

/** A host without a single tree. */
@Alternative
@Priority(1)
@Singleton
public final class FakeFileTrees implements FileTrees {
    @Override
    public Folder open(Path top) {
        throw new EngineException.NotFound("there is no folder " + top);
    }

    @Override
    public boolean sync(Path path) {
        return false;
    }
}
