package dev.estibador.netty.calls;

import dev.estibador.netty.wire.Decoder;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the bytes of a process's output become. The one consumer says it, which may be after the call was sent and answered,
 * but is before the first byte is read.
 */
final class OutputView {
    private final AtomicReference<@Nullable Function<Framing, ? extends Decoder<?>>> chosen = new AtomicReference<>();

    /** True for the first one, which is the one. */
    boolean choose(Function<Framing, ? extends Decoder<?>> decoder) {
        return chosen.compareAndSet(null, decoder);
    }

    /** Of what is chosen in the end. */
    Decoder<Object> decoder(Framing framing) {
        return new Chosen(framing);
    }

    private final class Chosen implements Decoder<Object> {
        private final Framing framing;
        private @Nullable Decoder<?> decoder;

        Chosen(Framing framing) {
            this.framing = framing;
        }

        private @Nullable Decoder<?> decoder() {
            if (decoder == null) {
                Function<Framing, ? extends Decoder<?>> choice = chosen.get();
                decoder = choice == null ? null : choice.apply(framing);
            }
            return decoder;
        }

        @Override
        public void decode(ByteBuffer bytes, Consumer<? super Object> items) {
            Decoder<?> known = decoder();
            if (known == null) {
                throw new IllegalStateException("bytes of a stream that has no consumer");
            }
            known.decode(bytes, items);
        }

        @Override
        public void breakOff(Consumer<? super Object> items) {
            Decoder<?> known = decoder();
            if (known != null) {
                known.breakOff(items);
            }
        }

        @Override
        public void end(Consumer<? super Object> items) {
            Decoder<?> known = decoder();
            if (known != null) {
                known.end(items);
            }
        }
    }
}
