package dev.estibador.netty.wire;

import dev.estibador.stream.StreamSource;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a user wants of a log that resumes.
 *
 * @param tail how many of the messages that were there come first; null for all
 * @param tailIsExact false if the engine counts messages that it leaves out: fewer than were asked for are not all then
 * @param sources which of them are given; the engine is asked for both, since its {@code tail} counts both
 * @param times false to take the time out again
 */
public record WantedLog(
        boolean follow, @Nullable Integer tail, boolean tailIsExact, Predicate<StreamSource> sources, boolean times) {}
