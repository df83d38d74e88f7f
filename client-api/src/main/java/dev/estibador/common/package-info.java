/**
 * Small values that several groups share.
 */
@NullMarked
package dev.estibador.common;

import org.jspecify.annotations.NullMarked;
