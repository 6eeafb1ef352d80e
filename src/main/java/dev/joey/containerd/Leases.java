package dev.joey.containerd;

import java.util.List;

/** containerd's leases: what they hold is not garbage-collected. */
public interface Leases {
    /** Resource types of {@link #hold}. */
    String CONTENT = "content";

    /** Makes a lease without expiry; there already is no error. */
    void create(String id);

    /**
     * Adds a resource; it may be one that is only going to be made. {@code type} is {@link
     * #CONTENT} or {@code snapshots/<snapshotter>}.
     */
    void hold(String lease, String type, String resourceId);

    /** Lets a resource go. Absent ones are no error. */
    void release(String lease, String type, String resourceId);

    /**
     * Deletes a lease; containerd then collects what nothing else holds. Absent ones are no error.
     */
    void delete(String id, boolean waitForCollection);

    List<String> list();
}
