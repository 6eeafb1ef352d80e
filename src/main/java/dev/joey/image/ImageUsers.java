package dev.joey.image;

import java.util.Collection;
import java.util.Set;

/** What images must know of those that use them; the container part answers. */
public interface ImageUsers {
    /**
     * Which of these containers run now. Asked within a transaction: the answer may read rows in
     * it, but must take no lock and begin no transaction of its own (there is one connection).
     *
     * @param containerIds whole ids
     */
    Set<String> running(Collection<String> containerIds);
}
