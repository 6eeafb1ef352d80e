/**
 * The API's edge: listeners, versions, error bodies, streams and raw connections. It knows no
 * feature.
 *
 * <p>Doors: {@link dev.joey.http.Listeners}, {@link dev.joey.http.RequestVersion}, {@link
 * dev.joey.http.Hijack}, {@link dev.joey.http.Streams}, and the parameter types {@link
 * dev.joey.http.QueryBool}, {@link dev.joey.http.Filters} and {@link dev.joey.http.TimeParameter}.
 * May import {@code error} and {@code config} of ours.
 */
package dev.joey.http;
