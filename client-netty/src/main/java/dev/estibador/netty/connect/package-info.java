/**
 * From the environment to a DockerConfig.
 */
@NullMarked
package dev.estibador.netty.connect;

import org.jspecify.annotations.NullMarked;
