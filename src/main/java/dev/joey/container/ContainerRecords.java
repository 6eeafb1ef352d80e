package dev.joey.container;

import dev.joey.db.Transactions;
import dev.joey.image.Image;
import dev.joey.image.Images;
import dev.joey.network.Member;
import dev.joey.network.Networks;
import dev.joey.volume.Volumes;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/**
 * What must change together: a container's rows, its use of an image, of networks and of volumes,
 * and the event that tells of it.
 */
@ApplicationScoped
class ContainerRecords {
    private final ContainerRepository rows;
    private final ContainerEvents events;
    private final Images images;
    private final Networks networks;
    private final Volumes volumes;
    private final Transactions transactions;

    ContainerRecords(
            ContainerRepository rows,
            ContainerEvents events,
            Images images,
            Networks networks,
            Volumes volumes,
            Transactions transactions) {
        this.rows = rows;
        this.events = events;
        this.images = images;
        this.networks = networks;
        this.volumes = volumes;
        this.transactions = transactions;
    }

    /**
     * Stores a new container.
     *
     * @throws dev.joey.error.EngineException.Conflict if its name or id is taken
     */
    void create(Container container, Image image, Volumes.Claim claim) {
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
                    claim.store();
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

    /**
     * Forgets a container.
     *
     * @param anonymous whether volumes that nobody named go with it
     */
    void delete(Container container, boolean anonymous) {
        transactions.run(
                () -> {
                    images.release(container.id().value());
                    networks.forget(container.id().value());
                    volumes.release(
                            container.id().value(),
                            anonymous ? container.spec().storage().anonymousVolumes() : List.of());
                    rows.delete(container.id());
                    events.append(container, "destroy");
                });
    }

    /** Tells of something that changed no row. */
    void tell(Container container, String action, Map<String, String> details) {
        events.append(container, action, details);
    }
}
