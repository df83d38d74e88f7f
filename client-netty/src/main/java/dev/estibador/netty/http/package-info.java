/**
 * What a transport must do, in JDK types only.
 */
@NullMarked
package dev.estibador.netty.http;

import org.jspecify.annotations.NullMarked;
