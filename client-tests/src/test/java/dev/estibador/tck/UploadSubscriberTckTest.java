package dev.estibador.tck;

import dev.estibador.DockerClient;
import dev.estibador.common.TarContent;
import dev.estibador.connect.DockerConfig;
import dev.estibador.netty.calls.Client;
import dev.estibador.netty.http.DuplexBytes;
import dev.estibador.netty.http.HttpBody;
import dev.estibador.netty.http.HttpCall;
import dev.estibador.netty.http.HttpReply;
import dev.estibador.netty.http.Transport;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowSubscriberBlackboxVerification;

/** The rules of Reactive Streams, for the subscriber that a publisher of the user's gets: here, one of an archive to upload. */
public class UploadSubscriberTckTest extends FlowSubscriberBlackboxVerification<ByteBuffer> {
    private static final int MILLIS = 300;

    public UploadSubscriberTckTest() {
        super(new TestEnvironment(MILLIS));
    }

    @Override
    @SuppressWarnings("unchecked") // it takes any buffers
    public Flow.Subscriber<ByteBuffer> createFlowSubscriber() {
        CompletableFuture<Flow.Subscriber<? super ByteBuffer>> given = new CompletableFuture<>();
        DockerConfig config = DockerConfig.to("unix:///nowhere")
                .apiVersion(DockerClient.MAX_API_VERSION)
                .build();
        Client.over(new Taker(), config)
                .images()
                .load(TarContent.of(given::complete))
                .result();
        return (Flow.Subscriber<ByteBuffer>) given.join();
    }

    @Override
    public ByteBuffer createElement(int element) {
        return ByteBuffer.allocate(1);
    }

    /** Takes what is uploaded, and never answers. */
    private static final class Taker implements Transport {
        @Override
        public CompletableFuture<HttpReply> exchange(HttpCall call) {
            if (call.body() instanceof HttpBody.Stream upload) {
                upload.chunks().subscribe(new Flow.Subscriber<>() {
                    @Override
                    public void onSubscribe(Flow.Subscription subscription) {
                        subscription.request(4);
                    }

                    @Override
                    public void onNext(ByteBuffer chunk) {}

                    @Override
                    public void onError(Throwable failure) {}

                    @Override
                    public void onComplete() {}
                });
            }
            return new CompletableFuture<>();
        }

        @Override
        public CompletableFuture<DuplexBytes> upgrade(HttpCall call) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isIoThread() {
            return false;
        }

        @Override
        public void afterReading(Runnable action) {
            action.run();
        }

        @Override
        public void close() {}
    }
}
