package dev.joey.system;

import dev.joey.config.BadConfiguration;
import dev.joey.config.LiveConfig;
import dev.joey.config.LogLevel;
import dev.joey.event.EventJournal;
import dev.joey.linux.Signals;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/** Takes up the configuration file again at SIGHUP, as dockerd does. */
@ApplicationScoped
public class Reload {
    private static final Logger LOG = Logger.getLogger(Reload.class);

    private final LiveConfig config;
    private final EngineIdentity identity;
    private final EventJournal events;

    Reload(LiveConfig config, EngineIdentity identity, EventJournal events) {
        this.config = config;
        this.identity = identity;
        this.events = events;
    }

    void listen(@Observes StartupEvent started) {
        if (LaunchMode.current() != LaunchMode.TEST) {
            Signals.on("HUP", this::now);
        }
    }

    /** Reads the file and takes up what can be; a bad file is logged and changes nothing. */
    public void now() {
        LiveConfig.Live live;
        try {
            live = config.reload();
        } catch (BadConfiguration problem) {
            LOG.errorf("reload: %s", problem.getMessage());
            return;
        }
        LogLevel level = live.level();
        // Errors of the libraries' loggers show at every level; the root's alone is changed.
        setLevel("dev.joey", level.ours());
        setLevel("", level.others());
        LOG.infof(
                "reloaded labels, debug, log-level and shutdown-timeout; other settings need a"
                        + " restart");
        events.append("daemon", "reload", identity.id(), attributes(live));
    }

    private static void setLevel(String logger, String level) {
        org.jboss.logmanager.Logger.getLogger(logger)
                .setLevel(org.jboss.logmanager.Level.parse(level));
    }

    private static Map<String, String> attributes(LiveConfig.Live live) {
        Map<String, String> attributes = new TreeMap<>();
        attributes.put("debug", String.valueOf(live.debug()));
        attributes.put("labels", "[" + String.join(",", live.labels()) + "]");
        attributes.put("log-level", live.logLevel());
        attributes.put("shutdown-timeout", String.valueOf(live.shutdownTimeoutSeconds()));
        attributes.put("live-restore", "true");
        attributes.put("name", HostFacts.read().name());
        return attributes;
    }
}
