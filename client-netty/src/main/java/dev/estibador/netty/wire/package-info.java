/**
 * Protocol logic without I/O: bytes in, values out, and the hand-over of both under demand.
 */
@NullMarked
package dev.estibador.netty.wire;

import org.jspecify.annotations.NullMarked;
