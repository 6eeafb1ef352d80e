/** The exec API's JSON as records. Only the exec package's resources and wires use it. */
package dev.joey.exec.wire;
