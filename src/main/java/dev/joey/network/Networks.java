package dev.joey.network;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What containers ask of networks. */
public interface Networks {
    /** Makes devices, rules and names anew, idempotently; before containers are restored. */
    void reconcile();

    /** Takes everything from the host if no container runs; the rows stay. */
    void stop();

    /**
     * Stores a new container and where it belongs, in the caller's transaction.
     *
     * @throws dev.joey.error.EngineException.InvalidParameter if one of the wishes cannot be
     */
    void join(Member member, List<Attachment> attachments);

    /** Stores another name, in the caller's transaction. */
    void rename(String containerId, String name);

    /** Gives back what a run held in rows, in the caller's transaction. */
    void release(String containerId);

    /** Forgets a container, in the caller's transaction. */
    void forget(String containerId);

    /**
     * Prepares a run: addresses, ports, a namespace with its interfaces, names. What was made stays
     * when this throws: see {@link #clear}.
     *
     * @throws dev.joey.error.EngineException.NotFound if a network is gone
     */
    Sandbox prepare(String containerId, List<PortWish> ports);

    /** Takes away what a run had, outside of the rows and, if it is still there, in them. */
    void clear(String containerId);

    /** The containers for which a namespace is kept, known or not. */
    Collection<String> present();

    /** The networks of a container. */
    Joined of(String containerId);

    /** The networks of all containers, by the containers' ids. */
    Map<String, Joined> all();

    /**
     * The name and driver of a network.
     *
     * @param reference name, id, or unique prefix of an id
     */
    Optional<Named> find(String reference);

    /** The address that {@code host-gateway} means, or an empty text. */
    String hostGateway();

    /**
     * Connects a container that does not run, or one that does.
     *
     * @return what it got, if it runs
     * @throws dev.joey.error.EngineException.NotFound if there is no such network
     * @throws dev.joey.error.EngineException.Forbidden if it is connected already
     */
    Connected connect(String containerId, String reference, Attachment.Wish wish, boolean running);

    /**
     * Disconnects a container.
     *
     * @throws dev.joey.error.EngineException.NotFound if there is no such network
     * @throws dev.joey.error.EngineException.Forbidden if it is not connected
     */
    void disconnect(String containerId, String reference, boolean running);

    /** A network by its name. */
    record Named(String id, String name, String driver) {}

    /**
     * What a running container got by a connection.
     *
     * @param addresses in the new network
     * @param resolver whether our name server is inside now
     */
    record Connected(List<String> addresses, boolean resolver) {
        /** Nothing, for it does not run. */
        public static final Connected LATER = new Connected(List.of(), false);

        public Connected {
            addresses = List.copyOf(addresses);
        }
    }
}
