/**
 * Makes the OCI runtime spec of a container from what it was asked to be and from facts of the
 * host; nothing here changes anything. Doors: {@link dev.joey.container.spec.CreateChecks} at
 * create, {@link dev.joey.container.spec.ResourceChecks} at update, {@link
 * dev.joey.container.spec.RuntimeSpecs} at every start, {@link dev.joey.container.spec.UserSection}
 * for exec. May import {@code container}'s domain records, {@code oci}, {@code linux}, {@code
 * config} and {@code error}.
 */
package dev.joey.container.spec;
