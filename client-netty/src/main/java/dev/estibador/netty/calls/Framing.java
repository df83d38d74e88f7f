package dev.estibador.netty.calls;

import dev.estibador.error.NotFoundException;
import dev.estibador.netty.execution.Cancellations;
import dev.estibador.netty.http.HttpReply;
import dev.estibador.netty.wire.Decoder;
import dev.estibador.netty.wire.Failures;
import dev.estibador.netty.wire.FrameDecoder;
import dev.estibador.netty.wire.FrameLines;
import dev.estibador.netty.wire.LogMarks;
import dev.estibador.netty.wire.RawDecoder;
import dev.estibador.netty.wire.RawEntries;
import dev.estibador.stream.LogLine;
import dev.estibador.stream.OutputFrame;
import dev.estibador.stream.StreamSource;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * The form of a process's output: multiplexed, raw, or records in JSON. Only some words of the reply's head can be trusted:
 * those of records, and {@code multiplexed-stream}, which engines from API 1.42 on say and mean; but {@code raw-stream} is said
 * of both by older ones and by Podman, and logs of those have no type at all. Then the process itself is asked, once, if
 * it has a terminal. Never the bytes.
 */
enum Framing {
    MULTIPLEXED {
        @Override
        Decoder<OutputFrame> frames(String call) {
            return new FrameDecoder(call);
        }
    },

    RAW {
        @Override
        Decoder<OutputFrame> frames(String call) {
            return new RawDecoder<>(bytes -> new OutputFrame(StreamSource.STDOUT, bytes, false));
        }

        @Override
        Decoder<OutputFrame> messages(String call, LogMarks marks) {
            return marks.any() ? new RawEntries(marks) : frames(call);
        }
    },

    RECORDS {
        @Override
        Decoder<OutputFrame> frames(String call) {
            return LogRecord.decoder(call, LogRecord::frame);
        }

        @Override
        Decoder<LogLine> lines(String call, LogMarks marks, int maxBytes) {
            return new RecordLines(call, maxBytes);
        }
    };

    /** The form of records that is asked for; engines know the others too. */
    static final String STRUCTURED = "application/x-ndjson";

    private static final Set<String> RECORD_TYPES = Set.of(STRUCTURED, "application/jsonl", "application/json-seq");
    private static final String MULTIPLEXED_TYPE = "application/vnd.docker.multiplexed-stream";

    abstract Decoder<OutputFrame> frames(String call);

    /** Frames that have the marks that were asked for at their beginning, and nowhere else. */
    Decoder<OutputFrame> messages(String call, LogMarks marks) {
        return frames(call);
    }

    Decoder<LogLine> lines(String call, LogMarks marks, int maxBytes) {
        return new FrameLines(messages(call, marks), marks, maxBytes);
    }

    static CompletableFuture<Framing> of(HttpReply reply, Supplier<CompletableFuture<Boolean>> hasTerminal) {
        String header = reply.header("Content-Type");
        String type =
                header == null ? "" : header.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
        if (type.equals(MULTIPLEXED_TYPE)) {
            return CompletableFuture.completedFuture(MULTIPLEXED);
        }
        if (RECORD_TYPES.contains(type)) {
            return CompletableFuture.completedFuture(RECORDS);
        }
        return Cancellations.handled(hasTerminal.get(), (tty, e) -> {
            if (tty != null) {
                return ofTerminal(tty);
            }
            if (header != null && Failures.unwrapped(e) instanceof NotFoundException) {
                // removed meanwhile: then the head's word is the best there is
                return RAW;
            }
            throw new CompletionException(Failures.unwrapped(e));
        });
    }

    static Framing ofTerminal(boolean tty) {
        return tty ? RAW : MULTIPLEXED;
    }
}
