/**
 * What tells a {@link dev.estibador.connect.CallListener} of the calls of a transport.
 */
@NullMarked
package dev.estibador.netty.listener;

import org.jspecify.annotations.NullMarked;
