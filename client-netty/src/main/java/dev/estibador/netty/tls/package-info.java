/**
 * From PEM files to what the JDK needs for TLS.
 */
@NullMarked
package dev.estibador.netty.tls;

import org.jspecify.annotations.NullMarked;
