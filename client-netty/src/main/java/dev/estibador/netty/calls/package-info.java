/**
 * Each endpoint's path, query, body and reply; here API values become HTTP calls. Knows no Netty,
 * and of Jackson only the annotations.
 */
@NullMarked
package dev.estibador.netty.calls;

import org.jspecify.annotations.NullMarked;
