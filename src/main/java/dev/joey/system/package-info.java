/**
 * What the engine says of itself: version, info, health and metrics; and the reload. Door: {@link
 * dev.joey.system.SystemManager}. A front: may import everything, is imported by nothing but {@code
 * dev.joey}.
 */
package dev.joey.system;
