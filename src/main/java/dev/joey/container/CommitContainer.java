package dev.joey.container;

import dev.joey.container.tree.TreeDiff;
import dev.joey.container.tree.TreeTar;
import dev.joey.image.ConfigChanges;
import dev.joey.image.Image;
import dev.joey.image.Images;
import dev.joey.image.NewImage;
import dev.joey.linux.FileEntry;
import dev.joey.linux.Folder;
import dev.joey.oci.Digest;
import dev.joey.oci.RunConfig;
import dev.joey.step.Steps;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes an image of what a container changed and of how it runs. */
@ApplicationScoped
class CommitContainer {
    private final LockedContainers locked;
    private final ContainerTrees trees;
    private final CommitPause pause;
    private final Images images;
    private final Steps steps;

    CommitContainer(
            LockedContainers locked,
            ContainerTrees trees,
            CommitPause pause,
            Images images,
            Steps steps) {
        this.locked = locked;
        this.trees = trees;
        this.pause = pause;
        this.images = images;
        this.steps = steps;
    }

    /**
     * What a commit shall become.
     *
     * @param repo the image's name, perhaps with a tag, or empty
     * @param tag of the name, or empty
     * @param paused whether a running container is frozen meanwhile
     * @param changes Dockerfile instructions, see {@link ConfigChanges}
     * @param config instead of the container's own; what it leaves open comes from there
     */
    record Request(
            String container,
            String repo,
            String tag,
            String author,
            String comment,
            boolean paused,
            List<String> changes,
            Optional<RunConfig> config) {}

    /** See {@link ContainerLayers#commit}. */
    Digest commit(Request asked) {
        Container container;
        ContainerTrees.Look look;
        Image base;
        NewImage image;
        boolean frozen = false;
        Steps.Walk walk = steps.begin("commit");
        try (LockedContainers.Held held = locked.hold(asked.container())) {
            container = held.now();
            // Whatever can be refused is, before the container is touched.
            base = images.get(container.spec().imageId().value());
            image = image(asked, container, base);
            if (asked.paused()) {
                frozen = pause.freeze(held);
            }
            walk.done("frozen");
            try {
                look = trees.changed(container);
            } catch (RuntimeException e) {
                pause.thaw(held);
                throw e;
            }
        }
        Image made;
        try (look) {
            walk.done("opened");
            made = images.make(image, tar -> write(look, tar));
            walk.done("made");
        } finally {
            if (frozen) {
                locked.hold(container.id()).ifPresent(this::thaw);
            }
        }
        Map<String, String> details = new HashMap<>();
        details.put("comment", asked.comment());
        details.put("imageID", made.id().value());
        details.put("imageRef", made.names().isEmpty() ? "" : made.names().getFirst());
        locked.tell(container, "commit", details);
        return made.id();
    }

    /** Lets go what a daemon that died during a commit left frozen. */
    void reconcile() {
        pause.left().forEach(id -> locked.hold(id).ifPresent(this::thaw));
    }

    private void thaw(LockedContainers.Held held) {
        try (held) {
            pause.thaw(held);
        }
    }

    private static NewImage image(Request asked, Container container, Image base) {
        RunConfig own = ContainerConfig.of(container.spec(), base.config());
        RunConfig config =
                ContainerConfig.merge(
                        ConfigChanges.apply(asked.config().orElse(own), asked.changes()), own);
        return new NewImage(
                Optional.of(base),
                config,
                base.config().platform(),
                asked.author(),
                asked.comment(),
                String.join(" ", container.spec().process().cmd()),
                asked.repo(),
                asked.tag(),
                "");
    }

    private static void write(ContainerTrees.Look look, OutputStream out) throws IOException {
        try (TreeTar tar = new TreeTar(out)) {
            TreeDiff.compare(look.image(), look.root(), look.written(), new Layer(tar));
        }
    }

    private record Layer(TreeTar tar) implements TreeDiff.Sink {
        @Override
        public void added(String path, Folder parent, FileEntry entry) throws IOException {
            tar.add(path, parent, entry);
        }

        @Override
        public void modified(String path, Folder parent, FileEntry entry) throws IOException {
            tar.add(path, parent, entry);
        }

        @Override
        public void deleted(String path) throws IOException {
            tar.whiteout(path);
        }
    }
}
