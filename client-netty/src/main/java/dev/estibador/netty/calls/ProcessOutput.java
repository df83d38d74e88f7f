package dev.estibador.netty.calls;

import dev.estibador.netty.execution.Cancellations;
import dev.estibador.netty.wire.Batches;
import dev.estibador.netty.wire.DecodedStream;
import dev.estibador.netty.wire.Decoder;
import dev.estibador.netty.wire.LineJoiner;
import dev.estibador.netty.wire.LogMarks;
import dev.estibador.stream.EngineStream;
import dev.estibador.stream.FrameStream;
import dev.estibador.stream.Iteration;
import dev.estibador.stream.LogLine;
import dev.estibador.stream.OutputFrame;
import dev.estibador.stream.OutputTransfer;
import dev.estibador.stream.StreamSource;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.WritableByteChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The output of a process over one stream of items, whose kind is that of the view that is used first. Views are decoders, so
 * whatever the view is, what waits for its consumer is held by the same bounds.
 */
final class ProcessOutput implements FrameStream {
    /** Makes the decoders of the views. */
    interface Reading {
        Decoder<OutputFrame> frames(Framing framing);

        Decoder<LogLine> lines(Framing framing, int maxBytes);

        /** Of output that comes in one reply. */
        static Reading of(String call, LogMarks marks) {
            return new Reading() {
                @Override
                public Decoder<OutputFrame> frames(Framing framing) {
                    return framing.frames(call);
                }

                @Override
                public Decoder<LogLine> lines(Framing framing, int maxBytes) {
                    return framing.lines(call, marks, maxBytes);
                }
            };
        }
    }

    private final String call;
    private final Reading reading;
    private final OutputView view;
    private final EngineStream<Object> items;
    private final Executor executor;
    private final EngineStream<OutputFrame> frames;

    /** @param items decoded as {@code view} says */
    ProcessOutput(String call, Reading reading, OutputView view, EngineStream<Object> items, Executor executor) {
        this.call = call;
        this.reading = reading;
        this.view = view;
        this.items = items;
        this.executor = executor;
        this.frames = new View<>(reading::frames);
    }

    @Override
    public CompletableFuture<Void> opened() {
        return items.opened();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super OutputFrame> subscriber) {
        frames.subscribe(subscriber);
    }

    @Override
    public CompletableFuture<Void> forEach(Consumer<? super OutputFrame> consumer) {
        return frames.forEach(consumer);
    }

    @Override
    public Iteration<OutputFrame> iterate() {
        return frames.iterate();
    }

    @Override
    public void cancel() {
        items.cancel();
    }

    @Override
    public EngineStream<LogLine> lines(int maxBytes) {
        LineJoiner.check(maxBytes);
        return new View<>(framing -> reading.lines(framing, maxBytes));
    }

    @Override
    public CompletableFuture<OutputTransfer> copyTo(OutputStream stdout, OutputStream stderr) {
        CopyTarget first = CopyTarget.of(stdout);
        return copyTo(new OutputCopy(call, first, stdout == stderr ? first : CopyTarget.of(stderr)));
    }

    @Override
    public CompletableFuture<OutputTransfer> copyTo(WritableByteChannel channel) {
        CopyTarget target = CopyTarget.of(channel);
        return copyTo(new OutputCopy(call, target, target));
    }

    @Override
    public CompletableFuture<OutputTransfer> copyTo(Path file, OpenOption... options) {
        CopyTarget target = CopyTarget.of(file, options);
        return copyTo(new OutputCopy(call, target, target));
    }

    private CompletableFuture<OutputTransfer> copyTo(OutputCopy copy) {
        View<List<OutputFrame>> batches = batches();
        if (!batches.claim()) {
            return CompletableFuture.failedFuture(DecodedStream.alreadyConsumed());
        }
        CompletableFuture<OutputTransfer> result = new CompletableFuture<>();
        items.opened()
                .thenComposeAsync(
                        nothing -> {
                            copy.open();
                            return batches.claimed().forEach(copy::add);
                        },
                        executor)
                .whenComplete((nothing, e) -> {
                    OutputTransfer transfer = null;
                    Throwable failure = copy.ended(e);
                    if (failure == null) {
                        transfer = copy.transfer();
                    } else {
                        items.cancel();
                    }
                    EngineCaller.settleNow(result, transfer, failure);
                });
        Cancellations.link(result, items::cancel);
        return result;
    }

    @Override
    public InputStream asInputStream() {
        return new OutputInput(batches().iterate(), null);
    }

    @Override
    public InputStream asInputStream(StreamSource source) {
        return new OutputInput(batches().iterate(), Objects.requireNonNull(source, "source"));
    }

    private View<List<OutputFrame>> batches() {
        return new View<>(framing -> new Batches<>(reading.frames(framing)));
    }

    /** The stream as one kind of items, for whoever comes first. */
    private final class View<T> implements EngineStream<T> {
        private final Function<Framing, Decoder<T>> decoder;

        View(Function<Framing, Decoder<T>> decoder) {
            this.decoder = decoder;
        }

        boolean claim() {
            return view.choose(decoder);
        }

        @SuppressWarnings("unchecked") // what was chosen decodes to items of this type
        EngineStream<T> claimed() {
            return (EngineStream<T>) (EngineStream<?>) items;
        }

        private EngineStream<T> claimedOrRefused() {
            return claim()
                    ? claimed()
                    : new DecodedStream<>(
                            () -> CompletableFuture.failedFuture(DecodedStream.alreadyConsumed()), executor);
        }

        @Override
        public CompletableFuture<Void> opened() {
            return items.opened();
        }

        @Override
        public void subscribe(Flow.Subscriber<? super T> subscriber) {
            Objects.requireNonNull(subscriber, "subscriber");
            claimedOrRefused().subscribe(subscriber);
        }

        @Override
        public CompletableFuture<Void> forEach(Consumer<? super T> consumer) {
            Objects.requireNonNull(consumer, "consumer");
            return claimedOrRefused().forEach(consumer);
        }

        @Override
        public Iteration<T> iterate() {
            if (!claim()) {
                throw DecodedStream.alreadyConsumed();
            }
            return claimed().iterate();
        }

        @Override
        public void cancel() {
            items.cancel();
        }
    }
}
