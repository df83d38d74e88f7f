/**
 * What an image is built from: pure values that are sent, never run, by this library.
 */
@NullMarked
package dev.estibador.build;

import org.jspecify.annotations.NullMarked;
