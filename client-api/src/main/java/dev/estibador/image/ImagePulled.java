package dev.estibador.image;

import org.jspecify.annotations.Nullable;

/**
 * A pull's result.
 *
 * @param reference what was pulled, as a container can be made of
 * @param digest that the registry gave, if the engine told
 */
public record ImagePulled(String reference, @Nullable String digest) {}
