/**
 * Transactions of the metadata database: durable, all or nothing, and SQLite's failures in our
 * words. Door: {@link dev.joey.db.Transactions}. Foundation: imports only {@code error}.
 */
package dev.joey.db;
