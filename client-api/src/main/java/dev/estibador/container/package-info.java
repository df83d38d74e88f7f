/**
 * Containers: the group {@link dev.estibador.container.Containers}, what it takes and what it gives.
 *
 * <p>Records here are read by their accessors and made by their builders; a record's canonical constructor is not API,
 * since components are added as the engine grows.
 */
@NullMarked
package dev.estibador.container;

import org.jspecify.annotations.NullMarked;
