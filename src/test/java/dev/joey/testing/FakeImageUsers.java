package dev.joey.testing;

import dev.joey.image.ImageUsers;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Set;

/** Says that no container runs, while no container part is on the class path. */
@DefaultBean
@ApplicationScoped
public class FakeImageUsers implements ImageUsers {
    @Override
    public Set<String> running(Collection<String> containerIds) {
        return Set.of();
    }
}
