package dev.joey.container;

import dev.joey.db.Transactions;
import dev.joey.image.Image;
import dev.joey.image.Images;
import dev.joey.network.Member;
import dev.joey.network.Networks;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/**
 * What must change together: a container's rows, its use of an image and of networks, and the event
 * that tells of it.
 */
@ApplicationScoped
class ContainerRecords {
    private final ContainerRepository rows;
    private final ContainerEvents events;
    private final Images images;
    private final Networks networks;
    private final Transactions transactions;

    ContainerRecords(
            ContainerRepository rows,
            ContainerEvents events,
            Images images,
            Networks networks,
            Transactions transactions) {
        this.rows = rows;
        this.events = events;
        this.images = images;
        this.networks = networks;
        this.transactions = transactions;
    }

    /**
     * Stores a new container.
     *
     * @throws dev.joey.error.EngineException.Conflict if its name or id is taken
     */
    void create(Container container, Image image) {
        transactions.run(
                () -> {
                    rows.insert(container);
                    images.use(image, container.id().value());
                    networks.join(
                            new Member(
                                    container.id().value(),
                                    container.name(),
                                    container.spec().identity().hostname(),
                                    container.spec().network().dns()),
                            container.spec().network().attachments());
                    events.append(container, "create");
                });
    }

    /** Stores the next state. */
    void save(Container next) {
        transactions.run(
                () -> {
                    rows.save(next);
                    releaseIfEnded(next);
                });
    }

    /** Stores the next state and tells of it. */
    void save(Container next, String action, Map<String, String> details) {
        transactions.run(
                () -> {
                    rows.save(next);
                    events.append(next, action, details);
                    releaseIfEnded(next);
                });
    }

    /** Addresses and ports belong to runs. */
    private void releaseIfEnded(Container next) {
        if (next.run().isEmpty()) {
            networks.release(next.id().value());
        }
    }

    /**
     * Stores another name.
     *
     * @throws dev.joey.error.EngineException.Conflict if the name is taken
     */
    void rename(Container container, String name) {
        transactions.run(
                () -> {
                    rows.rename(container, name);
                    networks.rename(container.id().value(), name);
                    events.append(
                            container.named(name),
                            "rename",
                            Map.of("oldName", "/" + container.name()));
                });
    }

    /** Forgets a container. */
    void delete(Container container) {
        transactions.run(
                () -> {
                    images.release(container.id().value());
                    networks.forget(container.id().value());
                    rows.delete(container.id());
                    events.append(container, "destroy");
                });
    }

    /** Tells of something that changed no row. */
    void tell(Container container, String action, Map<String, String> details) {
        events.append(container, action, details);
    }
}
