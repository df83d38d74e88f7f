/**
 * Networks: the group {@link dev.estibador.network.Networks}, what it takes and what it gives.
 */
@NullMarked
package dev.estibador.network;

import org.jspecify.annotations.NullMarked;
