package dev.joey.system;

/** How far the engine's start has come. */
public interface EngineReadiness {
    /**
     * Whether what an earlier daemon left has been adopted or undone, so that requests see the
     * truth.
     */
    boolean reconciled();
}
