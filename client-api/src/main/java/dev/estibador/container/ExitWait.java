package dev.estibador.container;

import java.util.concurrent.CompletableFuture;

/**
 * A wait for a container's end. To miss nothing of a short-lived container, wait for {@code accepted} before starting
 * it.
 *
 * @param accepted the engine has begun to wait; fails if it refuses to
 * @param exit the container's end; cancelling it ends the wait
 */
public record ExitWait(CompletableFuture<Void> accepted, CompletableFuture<ContainerExit> exit) {}
