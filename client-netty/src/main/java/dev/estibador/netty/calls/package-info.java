/**
 * Each endpoint's path, query, body and reply; here API values become HTTP calls. Knows neither Netty nor Jackson.
 */
@NullMarked
package dev.estibador.netty.calls;

import org.jspecify.annotations.NullMarked;
