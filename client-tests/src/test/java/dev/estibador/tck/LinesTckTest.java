package dev.estibador.tck;

import dev.estibador.DockerClient;
import dev.estibador.connect.DockerConfig;
import dev.estibador.netty.calls.Client;
import dev.estibador.netty.http.DuplexBytes;
import dev.estibador.netty.http.HttpCall;
import dev.estibador.netty.http.HttpReply;
import dev.estibador.netty.http.Transport;
import dev.estibador.stream.LogLine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** The rules of Reactive Streams for a view of a log: two lines with each read, the second one ends with the next. */
public class LinesTckTest extends ExecutorPublisherVerification<LogLine> {
    @Override
    public Flow.Publisher<LogLine> createFlowPublisher(long elements) {
        return lines(new Log(elements));
    }

    @Override
    public Flow.Publisher<LogLine> createFailedFlowPublisher() {
        return lines(null);
    }

    private Flow.Publisher<LogLine> lines(@Nullable Log log) {
        DockerConfig config = DockerConfig.to("unix:///nowhere")
                .apiVersion(DockerClient.MAX_API_VERSION)
                .executor(executor)
                .build();
        return Client.over(new OneReply(log), config).containers().logs("web").lines();
    }

    /** Answers with that log, or refuses. */
    private record OneReply(@Nullable Log log) implements Transport {
        @Override
        public CompletableFuture<HttpReply> exchange(HttpCall call) {
            return log == null
                    ? CompletableFuture.failedFuture(new IllegalStateException("refused, as the test wants"))
                    : CompletableFuture.completedFuture(log);
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

    private static final class Log implements HttpReply, Flow.Publisher<ByteBuffer>, Flow.Subscription {
        private static final String BEGIN = "\001\0\0\0\0\0\0\007one\ntwo";
        private static final String END = "\001\0\0\0\0\0\0\001\n";

        private long left;
        private boolean inLine;
        private Flow.@Nullable Subscriber<? super ByteBuffer> subscriber;
        private boolean ended;

        Log(long left) {
            this.left = left;
        }

        @Override
        public int status() {
            return 200;
        }

        @Override
        public @Nullable String header(String name) {
            return "application/vnd.docker.multiplexed-stream";
        }

        @Override
        public Flow.Publisher<ByteBuffer> body() {
            return this;
        }

        @Override
        public void subscribe(Flow.Subscriber<? super ByteBuffer> to) {
            subscriber = to;
            to.onSubscribe(this);
            endIfDone();
        }

        @Override
        public void request(long n) {
            if (left > 0 && subscriber != null) {
                String bytes = inLine ? END : left == 1 ? "\001\0\0\0\0\0\0\003one" : BEGIN;
                left--;
                inLine = bytes.equals(BEGIN);
                subscriber.onNext(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)));
            }
            endIfDone();
        }

        private void endIfDone() {
            if (left == 0 && !ended && subscriber != null) {
                ended = true;
                subscriber.onComplete();
            }
        }

        @Override
        public void cancel() {
            ended = true;
        }
    }
}
