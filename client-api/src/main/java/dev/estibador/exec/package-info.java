/**
 * Commands run inside containers: the group {@link dev.estibador.exec.Execs} and its values.
 */
@NullMarked
package dev.estibador.exec;

import org.jspecify.annotations.NullMarked;
