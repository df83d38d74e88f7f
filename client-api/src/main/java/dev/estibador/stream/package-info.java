/**
 * Streams and sessions, and how to wait for them.
 */
@NullMarked
package dev.estibador.stream;

import org.jspecify.annotations.NullMarked;
