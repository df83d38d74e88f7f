package dev.estibador.netty.listener;

import dev.estibador.netty.http.HttpReply;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A reply whose bytes and end are told. */
class ObservedReply implements HttpReply {
    final ObservedCall call;
    private final HttpReply reply;

    ObservedReply(HttpReply reply, ObservedCall call) {
        this.reply = reply;
        this.call = call;
    }

    @Override
    public final int status() {
        return reply.status();
    }

    @Override
    public final @Nullable String header(String name) {
        return reply.header(name);
    }

    @Override
    public final Flow.Publisher<ByteBuffer> body() {
        return to -> reply.body().subscribe(new Reading(call, to));
    }

    private static final class Reading implements Flow.Subscriber<ByteBuffer> {
        private final ObservedCall call;
        private final Flow.Subscriber<? super ByteBuffer> to;

        Reading(ObservedCall call, Flow.Subscriber<? super ByteBuffer> to) {
            this.call = call;
            this.to = to;
        }

        @Override
        public void onSubscribe(Flow.Subscription source) {
            to.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long n) {
                    source.request(n);
                }

                @Override
                public void cancel() {
                    call.left();
                    source.cancel();
                }
            });
        }

        @Override
        public void onNext(ByteBuffer lent) {
            call.bytes(0, lent.remaining());
            to.onNext(lent);
        }

        @Override
        public void onError(Throwable failure) {
            call.failed(failure);
            to.onError(failure);
        }

        @Override
        public void onComplete() {
            call.ended();
            to.onComplete();
        }
    }
}
