/**
 * Tar out of a file set and tar into files: lazily, in constant memory, and safely against whatever the other side
 * sends. Knows commons-compress and files; nothing of HTTP. All failures are {@link java.io.IOException}s that name the
 * file.
 */
@NullMarked
package dev.estibador.netty.archive;

import org.jspecify.annotations.NullMarked;
