/**
 * Volumes and mounts.
 */
@NullMarked
package dev.estibador.volume;

import org.jspecify.annotations.NullMarked;
