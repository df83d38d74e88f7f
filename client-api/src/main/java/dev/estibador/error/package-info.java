/**
 * What can go wrong: one small tree of unchecked exceptions under {@link dev.estibador.error.DockerException}.
 */
@NullMarked
package dev.estibador.error;

import org.jspecify.annotations.NullMarked;
