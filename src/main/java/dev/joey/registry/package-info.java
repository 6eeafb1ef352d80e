/**
 * Registries over HTTP: hosts and their mirrors, TLS, proxies, challenges and tokens, manifests,
 * blobs, uploads. Source of the protocol: OCI distribution-spec; the distribution project's token
 * authentication.
 *
 * <p>The door is {@link dev.joey.registry.Registries}. Imports oci, config and error.
 */
package dev.joey.registry;
