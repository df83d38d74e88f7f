package dev.estibador.system;

import dev.estibador.error.DockerException;
import java.time.Instant;

/**
 * A time of which it is not known that all its events were given: the connection was cut, and the engine no longer has the last
 * event before that, or its clock was set back meanwhile. It remembers its last 256 events of any kind, and none when it starts
 * anew. A program that keeps a picture of the engine lists everything again.
 *
 * @param from the last event before; where there was none, when the stream began
 * @param to the first event after if the gap was found by that one, else when the engine answered again, by its clock. Before
 *     {@code from} if the clock was set back
 * @param cause how the connection was cut
 */
public record EventGap(Instant from, Instant to, DockerException cause) {}
