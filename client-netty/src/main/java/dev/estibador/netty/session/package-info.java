/**
 * What a build session offers to BuildKit: secrets, SSH agents, credentials, and a place for what is built. The engine calls
 * these services by gRPC.
 */
@NullMarked
package dev.estibador.netty.session;

import org.jspecify.annotations.NullMarked;
