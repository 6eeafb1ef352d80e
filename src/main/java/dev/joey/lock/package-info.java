/**
 * Mutual exclusion by key. Door: {@link dev.joey.lock.KeyedLocks}. Foundation: imports only {@code
 * error}.
 */
package dev.joey.lock;
