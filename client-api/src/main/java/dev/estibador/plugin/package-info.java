/**
 * Plugins: the group {@link dev.estibador.plugin.Plugins}, what it takes and what it gives.
 */
@NullMarked
package dev.estibador.plugin;

import org.jspecify.annotations.NullMarked;
