package dev.estibador.netty.calls;

import dev.estibador.container.ContainerStats;
import dev.estibador.error.DockerException;
import dev.estibador.netty.json.Json;
import dev.estibador.netty.wire.Decoder;
import dev.estibador.netty.wire.JsonLines;
import dev.estibador.netty.wire.Splits;
import dev.estibador.stream.Progress;
import dev.estibador.stream.ProgressObserver;
import dev.estibador.stream.ProgressTotals;
import dev.estibador.stream.TerminalProgress;
import dev.estibador.system.Event;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/** The fuzz targets of what an engine says in JSON, one object after another, and of what is shown of it. */
public final class ProgressFuzz {
    private static final String CALL = "POST /fuzzed";
    private static final String TRACE = "moby.buildkit.trace";

    private ProgressFuzz() {}

    /** Objects as each kind of item that a stream has. */
    public static void jsonLines(byte[] input) {
        for (Class<?> type : List.of(Progress.class, Event.class, ContainerStats.class)) {
            Splits.check(() -> decoder(type), input, String::valueOf);
        }
        Splits.check(() -> new RecordLines(CALL, 64), input, String::valueOf);
    }

    /** The messages of a build, with their traces, shown in each form. */
    public static void progress(byte[] input) {
        Observers observers = new Observers();
        try {
            Decoder<Progress> messages = decoder(Progress.class);
            messages.decode(
                    ByteBuffer.wrap(input.clone()), message -> observers.take(BuildTraces.decoded(CALL, message)));
            messages.end(observers::take);
        } catch (DockerException e) {
            observers.ended(e);
        }
    }

    /** A message of BuildKit's. */
    public static void traces(byte[] input) {
        Observers observers = new Observers();
        try {
            Object aux = Base64.getEncoder().encodeToString(input);
            observers.take(
                    BuildTraces.decoded(CALL, new Progress(TRACE, null, null, null, null, null, null, aux, null)));
        } catch (DockerException e) {
            observers.ended(e);
        }
    }

    private static <T> Decoder<T> decoder(Class<T> type) {
        return new JsonLines<>(CALL, (json, from, to, items) -> Json.readAll(CALL, json, from, to, type, items));
    }

    /** All that watches a build. */
    private static final class Observers {
        private final List<ProgressObserver> all = List.of(
                new ProgressTotals(),
                TerminalProgress.plain(new StringBuilder()),
                TerminalProgress.drawn(new StringBuilder(), 80, () -> Instant.EPOCH),
                TerminalProgress.drawn(new StringBuilder(), 1, () -> Instant.MAX));

        private final BuildOutcome outcome = new BuildOutcome(false, false, () -> null, () -> null);

        void take(Progress message) {
            all.forEach(observer -> observer.take(message));
            outcome.take(message);
        }

        void ended(DockerException failure) {
            all.forEach(observer -> observer.ended(failure));
            String ignored = outcome.failure(CALL, String.valueOf(failure.getMessage()), null)
                    .getMessage();
        }
    }
}
