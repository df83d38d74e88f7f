package dev.estibador.netty.calls;

import dev.estibador.error.NotFoundException;
import dev.estibador.netty.http.HttpReply;
import dev.estibador.netty.wire.Decoder;
import dev.estibador.netty.wire.Failures;
import dev.estibador.netty.wire.FrameDecoder;
import dev.estibador.netty.wire.RawDecoder;
import dev.estibador.stream.OutputFrame;
import dev.estibador.stream.StreamSource;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Whether a process's output is multiplexed or raw. Only one word of the reply's head can be trusted: engines from API
 * 1.42 on say {@code multiplexed-stream} and mean it, but {@code raw-stream} is said of both by older ones and by Podman,
 * and logs of those have no type at all. Then the process itself is asked, once, if it has a terminal. Never the bytes.
 */
final class Framing {
    private static final String MULTIPLEXED = "application/vnd.docker.multiplexed-stream";

    private Framing() {}

    static CompletableFuture<Decoder<OutputFrame>> of(
            String call, HttpReply reply, Supplier<CompletableFuture<Boolean>> hasTerminal) {
        String type = reply.header("Content-Type");
        if (type != null && type.toLowerCase(Locale.ROOT).startsWith(MULTIPLEXED)) {
            return CompletableFuture.completedFuture(multiplexed(call));
        }
        return hasTerminal.get().handle((tty, e) -> {
            if (tty != null) {
                return tty ? raw() : multiplexed(call);
            }
            if (type != null && Failures.unwrapped(e) instanceof NotFoundException) {
                // removed meanwhile: then the head's word is the best there is
                return raw();
            }
            throw new CompletionException(Failures.unwrapped(e));
        });
    }

    static Decoder<OutputFrame> multiplexed(String call) {
        return new FrameDecoder(call);
    }

    static Decoder<OutputFrame> raw() {
        return new RawDecoder<>(bytes -> new OutputFrame(StreamSource.STDOUT, bytes, false));
    }
}
