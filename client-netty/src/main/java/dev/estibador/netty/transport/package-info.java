/**
 * The one room with Netty: channels, connections and their pool.
 */
@NullMarked
package dev.estibador.netty.transport;

import org.jspecify.annotations.NullMarked;
