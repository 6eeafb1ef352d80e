package dev.joey.image;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import dev.joey.oci.Descriptor;
import dev.joey.oci.Digest;
import dev.joey.oci.Platform;
import dev.joey.oci.Reference;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rows of images, their layers, names and users. Each method joins its caller's transaction.
 */
@ApplicationScoped
@Transactional
class ImageRepository {
    private final EntityManager rows;
    private final ImageCache cache;
    private final TransactionSynchronizationRegistry transactions;

    ImageRepository(
            EntityManager rows, ImageCache cache, TransactionSynchronizationRegistry transactions) {
        this.rows = rows;
        this.cache = cache;
        this.transactions = transactions;
    }

    /** Before anyone is told of what changes here, nothing older is kept. */
    private void changes() {
        transactions.registerInterposedSynchronization(
                new Synchronization() {
                    @Override
                    public void beforeCompletion() {
                        // Others see what was there before until the commit.
                    }

                    @Override
                    public void afterCompletion(int status) {
                        cache.clear();
                    }
                });
    }

    Optional<StoredImage> find(Digest id) {
        return Optional.ofNullable(rows.find(ImageEntity.class, id.value()))
                .map(row -> ImageRows.stored(row, layers(id), names(id)));
    }

    boolean exists(Digest id) {
        return rows.createQuery("select count(i) from ImageEntity i where i.id = ?1", Long.class)
                        .setParameter(1, id.value())
                        .getSingleResult()
                > 0;
    }

    /** The id of the image that has exactly this name. */
    Optional<Digest> byName(Reference name) {
        return Optional.ofNullable(rows.find(ImageNameEntity.class, name.canonical()))
                .map(row -> new Digest(row.imageId));
    }

    /**
     * The ids that begin so, two at most.
     *
     * @param prefix {@code sha256:} and hexadecimal digits
     */
    List<Digest> byPrefix(String prefix) {
        // 'g' follows the last hexadecimal digit; a range uses the index where LIKE does not.
        return rows.createQuery(
                        "select i.id from ImageEntity i where i.id >= ?1 and i.id < ?2",
                        String.class)
                .setParameter(1, prefix)
                .setParameter(2, prefix + "g")
                .setMaxResults(2)
                .getResultStream()
                .map(Digest::new)
                .toList();
    }

    List<Digest> ids() {
        return rows.createQuery("select i.id from ImageEntity i", String.class)
                .getResultStream()
                .map(Digest::new)
                .toList();
    }

    /** Stores an image; the rows of one of the same id are replaced, its names stay. */
    void save(StoredImage image) {
        changes();
        rows.merge(ImageRows.entity(image));
        ImageRows.layerEntities(image).forEach(rows::merge);
        // Names refer to the image; Hibernate does not know and could write them first.
        rows.flush();
    }

    /** Takes an image with its layers and names away; who used it is kept. */
    void delete(Digest id) {
        changes();
        names(id).forEach(rows::remove);
        layers(id).forEach(rows::remove);
        rows.flush();
        Optional.ofNullable(rows.find(ImageEntity.class, id.value())).ifPresent(rows::remove);
    }

    /** Gives a name to an image; it is taken from the one that has it. */
    void name(Reference name, Digest image, Instant at) {
        changes();
        ImageNameEntity row = new ImageNameEntity();
        row.reference = name.canonical();
        row.imageId = image.value();
        row.taggedMicros = ImageRows.micros(at);
        rows.merge(row);
    }

    /** The names with tag in a repository, in order. */
    List<Reference> tagsOf(Reference repository) {
        String start = repository.repository() + ":";
        return rows.createQuery(
                        "select n.reference from ImageNameEntity n where n.reference >= ?1 and"
                                + " n.reference < ?2 order by n.reference",
                        String.class)
                .setParameter(1, start)
                // ';' follows the colon.
                .setParameter(2, repository.repository() + ";")
                .getResultStream()
                .map(Reference::parse)
                .filter(name -> name.digest().isEmpty())
                .toList();
    }

    /** Other repositories of the same registry whose images have a blob, three at most. */
    List<Reference> holders(Descriptor blob, Reference except) {
        String start = except.domain() + "/";
        return rows
                .createQuery(
                        "select distinct n.reference from ImageNameEntity n, ImageLayerEntity l"
                                + " where l.blobDigest = ?1 and n.imageId = l.key.imageId and"
                                + " n.reference like ?2 escape '!' order by n.reference",
                        String.class)
                .setParameter(1, blob.digest().value())
                .setParameter(2, start.replaceAll("[!%_]", "!$0") + "%")
                .getResultStream()
                .map(Reference::parse)
                .filter(name -> !name.path().equals(except.path()))
                .collect(
                        toMap(
                                Reference::path,
                                name -> name,
                                (first, _) -> first,
                                java.util.LinkedHashMap::new))
                .values()
                .stream()
                .limit(3)
                .toList();
    }

    void unname(Reference name) {
        changes();
        Optional.ofNullable(rows.find(ImageNameEntity.class, name.canonical()))
                .ifPresent(rows::remove);
    }

    /** All images, in no order. Takes two queries, or three with what is shared. */
    List<ImageSummary> list(boolean withShared) {
        Map<String, List<Reference>> names =
                rows.createQuery(
                                "select n.imageId, n.reference from ImageNameEntity n"
                                        + " order by n.reference",
                                Object[].class)
                        .getResultStream()
                        .collect(
                                groupingBy(
                                        row -> (String) row[0],
                                        mapping(
                                                row -> Reference.parse((String) row[1]),
                                                toList())));
        Map<String, Long> shared = withShared ? shared() : Map.of();
        return rows.createQuery(
                        "select i.id, i.manifestMediaType, i.manifestDigest, i.manifestSizeBytes,"
                                + " i.createdMicros, i.sizeBytes, i.labelsJson from ImageEntity i",
                        Object[].class)
                .getResultStream()
                .map(
                        row ->
                                new ImageSummary(
                                        new Digest((String) row[0]),
                                        new Descriptor(
                                                (String) row[1],
                                                new Digest((String) row[2]),
                                                (Long) row[3]),
                                        ImageRows.knownInstant((Long) row[4]),
                                        (Long) row[5],
                                        withShared ? shared.getOrDefault(row[0], 0L) : -1,
                                        ImageRows.labels((String) row[6]),
                                        names.getOrDefault(row[0], List.of())))
                .toList();
    }

    /** Of these stacks of layers, those that other images have too. */
    Set<String> sharedChains(Digest image) {
        return new HashSet<>(
                rows.createQuery(
                                "select distinct o.chainId from ImageLayerEntity l,"
                                        + " ImageLayerEntity o where l.key.imageId = ?1 and"
                                        + " o.key.imageId <> ?1 and o.chainId = l.chainId",
                                String.class)
                        .setParameter(1, image.value())
                        .getResultList());
    }

    /**
     * The names with a tag that a repository has here.
     *
     * @param repository canonical, without tag
     */
    List<Reference> tagsOf(String repository) {
        return rows.createQuery(
                        "select n.reference from ImageNameEntity n where n.reference > ?1 and"
                                + " n.reference < ?2 order by n.reference",
                        String.class)
                .setParameter(1, repository + ":")
                // ';' follows ':', so that a range uses the index.
                .setParameter(2, repository + ";")
                .getResultStream()
                .map(Reference::parse)
                .toList();
    }

    /** The chain ids of all images' layers. */
    Set<String> chains() {
        return new HashSet<>(
                rows.createQuery("select distinct l.chainId from ImageLayerEntity l", String.class)
                        .getResultList());
    }

    /** The images that a container uses, with how many do. */
    Map<Digest, Long> used() {
        return rows.createQuery(
                        "select u.imageId, count(u) from ImageUseEntity u group by u.imageId",
                        Object[].class)
                .getResultStream()
                .collect(toMap(row -> new Digest((String) row[0]), row -> (Long) row[1]));
    }

    /** What lists tell of the manifests of all images, in two queries. */
    Map<Digest, ManifestFacts> manifests() {
        Map<String, List<String>> users =
                rows.createQuery(
                                "select u.imageId, u.containerId from ImageUseEntity u order by"
                                        + " u.containerId",
                                Object[].class)
                        .getResultStream()
                        .collect(
                                groupingBy(
                                        row -> (String) row[0],
                                        mapping(row -> (String) row[1], toList())));
        List<?> found =
                rows.createNativeQuery(
                                "SELECT i.id, i.size_bytes, length(CAST(i.config_json AS BLOB))"
                                        + " + ifnull((SELECT sum(l.blob_bytes) FROM image_layer l"
                                        + " WHERE l.image_id = i.id), 0),"
                                        + " ifnull(json_extract(i.config_json, '$.os'), ''),"
                                        + " ifnull(json_extract(i.config_json, '$.architecture'),"
                                        + " ''), ifnull(json_extract(i.config_json, '$.variant'),"
                                        + " '') FROM image i",
                                Object[].class)
                        .getResultList();
        return found.stream()
                .map(Object[].class::cast)
                .collect(
                        toMap(
                                row -> new Digest((String) row[0]),
                                row ->
                                        new ManifestFacts(
                                                ((Number) row[1]).longValue(),
                                                ((Number) row[2]).longValue(),
                                                new Platform(
                                                        (String) row[3],
                                                        (String) row[4],
                                                        (String) row[5]),
                                                users.getOrDefault(row[0], List.of()))));
    }

    /** When each image that no container uses was last of use: loaded, named, or let go. */
    Map<Digest, Instant> unusedSince() {
        List<?> found =
                rows.createNativeQuery(
                                "SELECT i.id, max(i.loaded_micros,"
                                        + " ifnull(i.last_used_micros, 0),"
                                        + " ifnull((SELECT max(n.tagged_micros) FROM image_name n"
                                        + " WHERE n.image_id = i.id), 0))"
                                        + " FROM image i WHERE NOT EXISTS"
                                        + " (SELECT 1 FROM image_use u WHERE u.image_id = i.id)",
                                Object[].class)
                        .getResultList();
        return found.stream()
                .map(Object[].class::cast)
                .collect(
                        toMap(
                                row -> new Digest((String) row[0]),
                                row -> ImageRows.instant(((Number) row[1]).longValue())));
    }

    /** What the layers of all images take, each counted once, in bytes. */
    long layersBytes() {
        return rows.createQuery(
                        "select max(l.sizeBytes) from ImageLayerEntity l group by l.chainId",
                        Long.class)
                .getResultStream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** The containers that use an image. */
    List<String> users(Digest image) {
        return rows.createQuery(
                        "select u.containerId from ImageUseEntity u where u.imageId = ?1"
                                + " order by u.containerId",
                        String.class)
                .setParameter(1, image.value())
                .getResultList();
    }

    void use(String containerId, Digest image) {
        ImageUseEntity row = new ImageUseEntity();
        row.containerId = containerId;
        row.imageId = image.value();
        rows.merge(row);
    }

    /** Forgets that a container used an image, and remembers when the image was last used. */
    void release(String containerId, Instant at) {
        rows.createNativeQuery(
                        "UPDATE image SET last_used_micros = ?1 WHERE id ="
                                + " (SELECT image_id FROM image_use WHERE container_id = ?2)")
                .setParameter(1, ImageRows.micros(at))
                .setParameter(2, containerId)
                .executeUpdate();
        rows.createQuery("delete from ImageUseEntity u where u.containerId = ?1")
                .setParameter(1, containerId)
                .executeUpdate();
    }

    private Map<String, Long> shared() {
        return rows.createQuery(
                        "select l.key.imageId, sum(l.sizeBytes) from ImageLayerEntity l where"
                                + " l.chainId in (select m.chainId from ImageLayerEntity m group by"
                                + " m.chainId having count(m) > 1) group by l.key.imageId",
                        Object[].class)
                .getResultStream()
                .collect(toMap(row -> (String) row[0], row -> (Long) row[1]));
    }

    private List<ImageLayerEntity> layers(Digest image) {
        return rows.createQuery(
                        "select l from ImageLayerEntity l where l.key.imageId = ?1"
                                + " order by l.key.position",
                        ImageLayerEntity.class)
                .setParameter(1, image.value())
                .getResultList();
    }

    private List<ImageNameEntity> names(Digest image) {
        return rows.createQuery(
                        "select n from ImageNameEntity n where n.imageId = ?1 order by n.reference",
                        ImageNameEntity.class)
                .setParameter(1, image.value())
                .getResultList();
    }
}
