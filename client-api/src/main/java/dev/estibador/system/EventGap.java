package dev.estibador.system;

import dev.estibador.error.DockerException;
import java.time.Instant;

/**
 * A time of which it cannot be told that all its events were given: the connection was cut, and among what the engine told
 * again was not the last event before. It remembers its last 256 events of any kind, and none when it starts anew. Whoever
 * keeps a picture of the engine lists anew.
 *
 * @param from the last event before; where there was none, when the stream began
 * @param to the first event after
 * @param cause how the connection was cut
 */
public record EventGap(Instant from, Instant to, DockerException cause) {}
