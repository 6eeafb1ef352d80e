package dev.joey.image;

import dev.joey.oci.Descriptor;
import dev.joey.oci.Digest;
import dev.joey.oci.Reference;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The rows of unfinished pulls. Each method joins its caller's transaction. */
@ApplicationScoped
@Transactional
class ImagePullRepository {
    private final EntityManager rows;

    ImagePullRepository(EntityManager rows) {
        this.rows = rows;
    }

    Optional<String> find(Reference reference, String platform) {
        return rows.createQuery(
                        "select p.id from ImagePullEntity p where p.reference = ?1"
                                + " and p.platform = ?2",
                        String.class)
                .setParameter(1, reference.canonical())
                .setParameter(2, platform)
                .getResultStream()
                .findFirst();
    }

    void save(UnfinishedPull pull) {
        ImagePullEntity row = new ImagePullEntity();
        row.id = pull.id();
        row.reference = pull.reference().canonical();
        row.platform = pull.platform();
        row.startedMicros = ImageRows.micros(pull.startedAt());
        row.touchedMicros = ImageRows.micros(pull.touchedAt());
        row.failure = pull.failure();
        rows.merge(row);
        rows.createQuery("delete from ImagePullLayerEntity l where l.key.pullId = ?1")
                .setParameter(1, pull.id())
                .executeUpdate();
        rows.flush();
        rows.clear();
        for (int i = 0; i < pull.layers().size(); i++) {
            ImagePullLayerEntity layer = new ImagePullLayerEntity();
            layer.key = new ImagePullLayerEntity.KeyEntity(pull.id(), i);
            layer.digest = pull.layers().get(i).digest().value();
            layer.sizeBytes = pull.layers().get(i).sizeBytes();
            rows.persist(layer);
        }
    }

    void failed(String id, String failure, Instant at) {
        Optional.ofNullable(rows.find(ImagePullEntity.class, id))
                .ifPresent(
                        row -> {
                            row.failure = failure;
                            row.touchedMicros = ImageRows.micros(at);
                        });
    }

    void delete(String id) {
        rows.createQuery("delete from ImagePullLayerEntity l where l.key.pullId = ?1")
                .setParameter(1, id)
                .executeUpdate();
        rows.createQuery("delete from ImagePullEntity p where p.id = ?1")
                .setParameter(1, id)
                .executeUpdate();
    }

    /** All, the oldest first. */
    List<UnfinishedPull> list() {
        return rows.createQuery(
                        "select p from ImagePullEntity p order by p.startedMicros",
                        ImagePullEntity.class)
                .getResultStream()
                .map(this::pull)
                .toList();
    }

    private UnfinishedPull pull(ImagePullEntity row) {
        List<Descriptor> layers =
                rows.createQuery(
                                "select l from ImagePullLayerEntity l where l.key.pullId = ?1"
                                        + " order by l.key.position",
                                ImagePullLayerEntity.class)
                        .setParameter(1, row.id)
                        .getResultStream()
                        .map(l -> new Descriptor("", new Digest(l.digest), l.sizeBytes))
                        .toList();
        return new UnfinishedPull(
                row.id,
                Reference.parse(row.reference),
                row.platform,
                ImageRows.instant(row.startedMicros),
                ImageRows.instant(row.touchedMicros),
                row.failure,
                layers);
    }
}
