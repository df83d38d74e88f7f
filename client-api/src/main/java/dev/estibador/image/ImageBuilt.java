package dev.estibador.image;

/**
 * A build's result.
 *
 * @param id the image's id, {@code sha256:..}
 */
public record ImageBuilt(String id) {}
