package dev.estibador.netty.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estibador.netty.http.GrpcCall;
import dev.estibador.netty.http.GrpcStatus;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SshServiceTest {
    private static final int LIMIT_SECONDS = 20;
    /** To list the keys, and that there is none. */
    private static final byte[] REQUEST = {0, 0, 0, 1, 11};

    private static final byte[] ANSWER = {0, 0, 0, 5, 12, 0, 0, 0, 0};

    @TempDir
    Path folder;

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private ServerSocketChannel agent;
    private SshService service;

    @BeforeEach
    void listen() throws IOException {
        Path socket = folder.resolve("agent");
        agent = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
        service = new SshService(Map.of("default", socket), executor);
    }

    @AfterEach
    void close() throws IOException {
        service.close();
        agent.close();
        executor.shutdownNow();
    }

    /** A call that sends one request and ends its side at once. */
    private static final class OneRequest implements GrpcCall {
        private final CompletableFuture<ByteBuffer> answer = new CompletableFuture<>();
        private final CompletableFuture<GrpcStatus> ended = new CompletableFuture<>();

        @Override
        public String method() {
            return SshService.FORWARD;
        }

        @Override
        public Map<String, List<String>> metadata() {
            return Map.of();
        }

        @Override
        public Flow.Publisher<ByteBuffer> body() {
            ByteBuffer message = BytesMessages.of(ByteBuffer.wrap(REQUEST));
            ByteBuffer framed = ByteBuffer.allocate(5 + message.remaining())
                    .put((byte) 0)
                    .putInt(message.remaining())
                    .put(message)
                    .flip();
            return subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long n) {
                    if (framed.hasRemaining()) {
                        subscriber.onNext(framed);
                        subscriber.onComplete();
                    }
                }

                @Override
                public void cancel() {}
            });
        }

        @Override
        public CompletableFuture<Void> send(ByteBuffer message) {
            answer.complete(message);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void end(GrpcStatus status) {
            ended.complete(status);
        }
    }

    @Test
    void theLastAnswerArrivesAlthoughTheEngineAsksNoMore() throws Exception {
        OneRequest call = new OneRequest();
        service.forward(call);
        try (SocketChannel asked = agent.accept()) {
            ByteBuffer request = ByteBuffer.allocate(REQUEST.length);
            while (request.hasRemaining()) {
                asked.read(request);
            }
            asked.write(ByteBuffer.wrap(ANSWER));
            assertThat(call.answer.get(LIMIT_SECONDS, TimeUnit.SECONDS))
                    .isEqualTo(BytesMessages.of(ByteBuffer.wrap(ANSWER)));
            assertThat(call.ended.get(LIMIT_SECONDS, TimeUnit.SECONDS)).isEqualTo(GrpcStatus.OK);
        }
    }

    @Test
    void anAgentThatDoesNotAnswerHoldsNobodyUpBeyondTheBuild() throws Exception {
        OneRequest call = new OneRequest();
        service.forward(call);
        try (SocketChannel asked = agent.accept()) {
            service.close();
            assertThat(call.ended.get(LIMIT_SECONDS, TimeUnit.SECONDS).words()).contains("does not answer");
            ByteBuffer sink = ByteBuffer.allocate(100);
            while (asked.read(sink.clear()) >= 0) {
                // until our end of the connection is closed
            }
        }
    }
}
