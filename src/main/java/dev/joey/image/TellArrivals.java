package dev.joey.image;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;

/** Calls the extensions that want to hear of images. */
@ApplicationScoped
class TellArrivals {
    private static final Logger LOG = Logger.getLogger(TellArrivals.class);

    private final List<ImageArrivals> extensions;

    TellArrivals(@All List<ImageArrivals> extensions) {
        this.extensions = extensions;
    }

    /** Tells all of them; an empty action is a commit's, which has no event of its own. */
    void tell(Image image, String action) {
        for (ImageArrivals extension : extensions) {
            try {
                extension.arrived(image, action.isEmpty() ? "commit" : action);
            } catch (RuntimeException e) {
                LOG.errorf(e, "%s failed at image %s", extension.getClass().getName(), image.id());
            }
        }
    }
}
