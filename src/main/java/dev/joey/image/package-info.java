/**
 * Images: archives that are loaded, names, lists, removal, and the layers containers stand on.
 *
 * <p>The door is {@link dev.joey.image.Images}; what images ask of those above is {@link
 * dev.joey.image.ImageUsers}. Imports the event journal, containerd, oci and the foundation.
 */
package dev.joey.image;
