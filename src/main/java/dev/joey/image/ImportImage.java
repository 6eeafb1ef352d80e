package dev.joey.image;

import dev.joey.config.ImageStoreConfig;
import dev.joey.oci.Platform;
import dev.joey.oci.RunConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Makes an image of one layer of a tar of files. */
@ApplicationScoped
class ImportImage {
    private final MakeImage make;
    private final Inflation inflation;

    ImportImage(MakeImage make, ImageStoreConfig config) {
        this.make = make;
        this.inflation = new Inflation(config.unpackRatio(), config.unpackFreely());
    }

    /**
     * What an import shall become.
     *
     * @param repo its name, perhaps with a tag, or empty
     * @param tag of the name, or empty
     * @param message the comment of its history
     * @param changes Dockerfile instructions, see {@link ConfigChanges}
     */
    record Request(
            String repo,
            String tag,
            String message,
            List<String> changes,
            Optional<Platform> platform) {}

    /**
     * Imports.
     *
     * @param files tar, plain or compressed
     * @throws dev.joey.error.EngineException.InvalidParameter if it is none, or the request is
     *     malformed
     */
    Image run(Request asked, InputStream files) {
        NewImage image =
                new NewImage(
                        Optional.empty(),
                        ConfigChanges.apply(RunConfig.EMPTY, asked.changes()),
                        asked.platform().orElseGet(Platform::host),
                        "",
                        asked.message(),
                        "",
                        asked.repo(),
                        asked.tag(),
                        "import");
        return make.make(image, tar -> Compression.uncompressed(files, inflation).transferTo(tar));
    }
}
