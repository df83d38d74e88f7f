/** Files that are read whole. Knows the JDK only. */
@NullMarked
package dev.estibador.netty.files;

import org.jspecify.annotations.NullMarked;
