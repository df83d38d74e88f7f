/** Files that are read whole, and what stands where a socket should be. Knows the JDK only. */
@NullMarked
package dev.estibador.netty.files;

import org.jspecify.annotations.NullMarked;
