/**
 * Trees of files as tar: the whole of a container's root, and what differs between it and its
 * image. Doors: {@link dev.joey.container.tree.TreeTar} and {@link
 * dev.joey.container.tree.TreeDiff}; who mounts the trees is not their concern. May import {@code
 * linux} and {@code error}.
 */
package dev.joey.container.tree;
