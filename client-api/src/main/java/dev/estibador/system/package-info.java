/**
 * The engine itself: ping, version, information, events, disk usage and registries, in the group {@link dev.estibador.system.SystemInfo}.
 */
@NullMarked
package dev.estibador.system;

import org.jspecify.annotations.NullMarked;
