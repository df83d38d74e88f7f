/**
 * Networks and mounts.
 */
@NullMarked
package dev.estibador.network;

import org.jspecify.annotations.NullMarked;
