package dev.estibador.connect;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a call came to.
 *
 * @param status of the reply; null if its head never came
 * @param sent bytes, as {@link CallObserver#bytes} counts them
 * @param received bytes, likewise
 * @param duration since it started, with the wait for a connection
 */
public record CallTotals(@Nullable Integer status, long sent, long received, Duration duration) {}
