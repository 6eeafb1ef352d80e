/**
 * The OCI specifications' and Docker archives' documents as records, with their parsing and checks.
 *
 * <p>The doors are the records themselves. Imports {@code dev.joey.error} alone.
 */
package dev.joey.oci;
