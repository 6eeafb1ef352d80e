package dev.joey.image.wire;

import java.util.List;

/**
 * What all images take on disk; a part of "Get data usage information".
 *
 * @param layersSize of all layers, each counted once, in bytes
 * @param images with how many containers use each, and what it shares with others; null if not
 *     asked for
 */
public record ImageUsage(long layersSize, List<ListedImage> images) {}
