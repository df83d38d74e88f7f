package dev.estibador.container;

import dev.estibador.error.DockerException;
import java.time.Instant;

/**
 * A place in a resumed log where lines may be missing: what was given last is no longer in the log (it was rotated or emptied), or is
 * there more than once with the same time, so that nobody can tell which one was the last; or the log has lines before it that the
 * engine has not given while it was followed.
 *
 * @param from the time of the last piece that was given before the missing ones; where there was none, when the log was opened
 * @param to when the engine answered again, by its clock. Before {@code from} if the clock was set back
 * @param cause why the log had to be asked for again
 */
public record LogGap(Instant from, Instant to, DockerException cause) {}
