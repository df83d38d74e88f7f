/** Programs to read and to run. */
@NullMarked
package dev.estibador.samples;

import org.jspecify.annotations.NullMarked;
