/**
 * The client on Netty: {@link dev.estibador.netty.NettyDockerClient}, the one public class.
 */
@NullMarked
package dev.estibador.netty;

import org.jspecify.annotations.NullMarked;
