/**
 * Images: the group {@link dev.estibador.image.Images}, what it takes and what it gives.
 */
@NullMarked
package dev.estibador.image;

import org.jspecify.annotations.NullMarked;
