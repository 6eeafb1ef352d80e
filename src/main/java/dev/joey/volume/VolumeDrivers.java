package dev.joey.volume;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.joey.error.EngineException;
import dev.joey.http.SocketClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ConcurrentHashMap;

/** The drivers by name: the local one, and plugins, greeted when they are first needed. */
@ApplicationScoped
class VolumeDrivers {
    private final LocalDriver local;
    private final PluginPlaces places;
    private final SocketClient client;
    private final ObjectMapper json;
    private final ConcurrentHashMap<String, PluginDriver> plugins = new ConcurrentHashMap<>();

    VolumeDrivers(LocalDriver local, PluginPlaces places, SocketClient client, ObjectMapper json) {
        this.local = local;
        this.places = places;
        this.client = client;
        this.json = json;
    }

    /**
     * The driver of that name.
     *
     * @throws EngineException.NotFound in Docker's words
     */
    VolumeDriver get(String name) {
        if (name.equals(Volume.LOCAL)) {
            return local;
        }
        String address =
                places.find(name)
                        .orElseThrow(
                                () ->
                                        new EngineException.NotFound(
                                                "error looking up volume plugin "
                                                        + name
                                                        + ": plugin \""
                                                        + name
                                                        + "\" not found"));
        PluginDriver known = plugins.get(name + " " + address);
        if (known != null) {
            return known;
        }
        PluginDriver found = new PluginDriver(name, address, client, json);
        found.activate();
        plugins.put(name + " " + address, found);
        return found;
    }

    VolumeDriver of(Volume volume) {
        return get(volume.driver());
    }
}
