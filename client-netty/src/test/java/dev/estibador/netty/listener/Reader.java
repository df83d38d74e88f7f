package dev.estibador.netty.listener;

import dev.estibador.netty.http.HttpReply;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Writes down what it reads of a reply, and asks for seven reads. */
final class Reader implements Flow.Subscriber<ByteBuffer> {
    final List<String> seen = new ArrayList<>();
    Flow.@Nullable Subscription source;

    static Reader of(HttpReply reply) {
        Reader reader = new Reader();
        reply.body().subscribe(reader);
        return reader;
    }

    Flow.Subscription source() {
        return Objects.requireNonNull(source);
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        source = subscription;
        subscription.request(7);
    }

    @Override
    public void onNext(ByteBuffer bytes) {
        seen.add(StandardCharsets.US_ASCII.decode(bytes).toString());
    }

    @Override
    public void onError(Throwable failure) {
        seen.add("failed by " + failure.getClass().getSimpleName());
    }

    @Override
    public void onComplete() {
        seen.add("end");
    }
}
