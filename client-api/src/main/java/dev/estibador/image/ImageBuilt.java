package dev.estibador.image;

/**
 * A build's result.
 *
 * @param id the image's id, {@code sha256:..}; empty where the output was not an image of the engine's
 */
public record ImageBuilt(String id) {}
