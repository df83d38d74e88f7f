package dev.estibador.connect;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How long a call may wait for what; null is for ever. A wait that ends is an
 * {@link dev.estibador.error.EngineTimeoutException} that names the limit.
 *
 * @param connect for a connection, 10 s unless told otherwise; as long again for a proxy, and for the handshake of TLS. Over ssh in
 *     whole seconds
 * @param responseHead from the whole request being handed over to the whole head of the reply, interim replies included, 60 s by
 *     default. Calls that an engine answers only when a container or a registry lets it (stop, wait, logs, build and their like)
 *     may take as long as they like until the first byte of the head; the limit is then for the rest of the head
 * @param idle for the next byte of a stream once it has been accepted, while the consumer asks for more; off
 * @param call from beginning to end, whatever kind of call it is, of a session until it is established; off
 */
public record Timeouts(
        @Nullable Duration connect,
        @Nullable Duration responseHead,
        @Nullable Duration idle,
        @Nullable Duration call) {
    public static final Timeouts DEFAULTS = new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(60), null, null);

    public Builder toBuilder() {
        return new Builder(this);
    }

    public static final class Builder {
        private @Nullable Duration connect;
        private @Nullable Duration responseHead;
        private @Nullable Duration idle;
        private @Nullable Duration call;

        private Builder(Timeouts from) {
            connect = from.connect;
            responseHead = from.responseHead;
            idle = from.idle;
            call = from.call;
        }

        public Builder connect(@Nullable Duration limit) {
            connect = positive("connect", limit);
            return this;
        }

        public Builder responseHead(@Nullable Duration limit) {
            responseHead = positive("responseHead", limit);
            return this;
        }

        public Builder idle(@Nullable Duration limit) {
            idle = positive("idle", limit);
            return this;
        }

        public Builder call(@Nullable Duration limit) {
            call = positive("call", limit);
            return this;
        }

        public Timeouts build() {
            return new Timeouts(connect, responseHead, idle, call);
        }

        private static @Nullable Duration positive(String name, @Nullable Duration limit) {
            if (limit != null && (limit.isNegative() || limit.isZero())) {
                throw new IllegalArgumentException(
                        "the " + name + " timeout must be longer than nothing, not " + Objects.toString(limit));
            }
            return limit;
        }
    }
}
