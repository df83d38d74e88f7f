/**
 * Containers: the group {@link dev.estibador.container.Containers}, what it takes and what it gives.
 */
@NullMarked
package dev.estibador.container;

import org.jspecify.annotations.NullMarked;
