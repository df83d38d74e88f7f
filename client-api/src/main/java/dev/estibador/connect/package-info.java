/**
 * Where the engine is and how to reach it: {@link dev.estibador.connect.DockerConfig}.
 */
@NullMarked
package dev.estibador.connect;

import org.jspecify.annotations.NullMarked;
