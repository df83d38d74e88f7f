/**
 * The front door: {@link dev.estibador.DockerClient}.
 *
 * <p>Everything that all groups have in common is said here once.
 *
 * <ul>
 *   <li><b>Threads.</b> Clients are safe for any number of threads. Code of yours (completions, subscribers, progress
 *       consumers) runs on {@link dev.estibador.connect.DockerConfig#executor()}, never on an I/O thread, and one at a
 *       time per call.
 *   <li><b>Null.</b> Nothing is null unless marked {@code @Nullable}; collections are never null.
 *   <li><b>Records</b> are read by their accessors and made by their builders; a record's canonical constructor is not
 *       API, since components are added as the engine grows.
 *   <li><b>Cancel.</b> Whoever completes the future that a call returned ends the call and closes its connection, at any stage:
 *       {@code cancel}, {@code orTimeout}, {@code complete}, a wait that has a limit, and an interrupt of the waiting thread. So does
 *       cancelling a stream's subscription. A stage that you derived from the future ({@code thenApply} and its kin) is not the
 *       call: cancelling it does not reach the engine.
 *   <li><b>Errors.</b> Futures fail with a {@link dev.estibador.error.DockerException}. What
 *       {@link dev.estibador.stream.Blocking#await} throws has the stack trace of the waiting thread.
 *   <li><b>Closing.</b> {@link dev.estibador.DockerClient#close()} ends all that still runs; later calls fail at once.
 * </ul>
 */
@NullMarked
package dev.estibador;

import org.jspecify.annotations.NullMarked;
