package dev.estibador.netty.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

class ReplyBodyTest {
    private static Flow.Subscriber<ByteBuffer> hearing(List<String> heard) {
        return new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                heard.add("subscribed");
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(ByteBuffer bytes) {
                heard.add(bytes.remaining() + " bytes");
            }

            @Override
            public void onError(Throwable failure) {
                heard.add(failure.getClass().getSimpleName());
            }

            @Override
            public void onComplete() {
                heard.add("complete");
            }
        };
    }

    @Test
    void aSecondSubscriberIsRefusedAndTheFirstReadsOn() {
        EmbeddedChannel channel = new EmbeddedChannel();
        ReplyBody body = new ReplyBody(channel, "GET /events", null, new Deadline(channel.eventLoop()));
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();
        body.subscribe(hearing(first));
        body.subscribe(hearing(second));
        body.add(ByteBuffer.allocate(3));
        body.end();

        assertThat(first).containsExactly("subscribed", "3 bytes", "complete");
        assertThat(second).containsExactly("subscribed", "IllegalStateException");
        channel.close();
    }
}
