/**
 * What people self-host, as its makers' examples ask for it: one class for each, to copy and change.
 * {@code docs/self-hosting.md} tells which option stands where.
 */
@NullMarked
package dev.estibador.samples.selfhost;

import org.jspecify.annotations.NullMarked;
