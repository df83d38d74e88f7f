/**
 * Volumes and mounts: the group {@link dev.estibador.volume.Volumes}, what it takes and what it gives.
 */
@NullMarked
package dev.estibador.volume;

import org.jspecify.annotations.NullMarked;
