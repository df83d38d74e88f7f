/**
 * The one room with Jackson's databind: values to and from JSON.
 */
@NullMarked
package dev.estibador.netty.json;

import org.jspecify.annotations.NullMarked;
