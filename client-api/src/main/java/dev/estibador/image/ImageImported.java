package dev.estibador.image;

import org.jspecify.annotations.Nullable;

/**
 * An import's result.
 *
 * @param id the image's id, {@code sha256:..}, if the engine told
 */
public record ImageImported(@Nullable String id) {}
