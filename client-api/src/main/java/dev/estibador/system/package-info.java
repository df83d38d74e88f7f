/**
 * The engine itself: ping, version and information, in the group {@link dev.estibador.system.SystemInfo}.
 */
@NullMarked
package dev.estibador.system;

import org.jspecify.annotations.NullMarked;
