package dev.estibador.netty.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.common.ApiVersion;
import dev.estibador.connect.CallInfo;
import dev.estibador.connect.CallListener;
import dev.estibador.connect.CallObserver;
import dev.estibador.connect.CallTotals;
import dev.estibador.error.ConnectionException;
import dev.estibador.error.EngineTimeoutException;
import dev.estibador.error.StreamFailedException;
import dev.estibador.netty.http.DuplexBytes;
import dev.estibador.netty.http.GrpcCall;
import dev.estibador.netty.http.GrpcService;
import dev.estibador.netty.http.GrpcStatus;
import dev.estibador.netty.http.HttpBody;
import dev.estibador.netty.http.HttpCall;
import dev.estibador.netty.http.HttpReply;
import dev.estibador.netty.http.Transport;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is heard of a call, event by event, and that it has one end. */
class ObservedTransportTest {
    private final List<String> heard = new ArrayList<>();
    private final Wire wire = new Wire();
    private final Transport transport = ObservedTransport.of(
            wire,
            call -> {
                heard.add("started " + call);
                return new Listening(heard);
            },
            Runnable::run);
    private @Nullable Throwable reason;

    private final class Start implements HttpCall.Origin {
        @Override
        public String template() {
            return "/containers/{}/start";
        }

        @Override
        public String path() {
            return "/containers/web/start";
        }

        @Override
        public @Nullable Throwable failure() {
            return reason;
        }
    }

    private HttpCall call(@Nullable HttpBody body, @Nullable String upgrade, @Nullable GrpcService service) {
        return new HttpCall(
                "POST",
                "/v1.45/containers/web/start?secret=s",
                Map.of("X-Registry-Auth", List.of("secret")),
                body,
                "POST /containers/web/start",
                true,
                null,
                null,
                false,
                null,
                upgrade,
                service,
                "1.45",
                new Start());
    }

    private CompletableFuture<HttpReply> exchange() {
        return transport.exchange(call(null, null, null));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    private List<String> heardAfterStart() {
        return heard.subList(1, heard.size());
    }

    @Test
    void withoutAListenerThereIsNothingInBetween() {
        assertThat(ObservedTransport.of(wire, CallListener.NONE, Runnable::run)).isSameAs(wire);
    }

    @Test
    void aCallIsToldFromItsStartToItsEnd() {
        CompletableFuture<HttpReply> head = exchange();
        CallInfo info = new CallInfo("POST", "/containers/{}/start", "/containers/web/start", new ApiVersion(1, 45));
        assertThat(info.operation()).isEqualTo("POST /containers/{}/start");
        assertThat(heard).containsExactly("started " + info);
        Reply reply = new Reply(200);
        wire.reply.complete(reply);
        assertThat(head.join().header("Server")).isEqualTo("Server of the engine");
        Reader reader = Reader.of(head.join());
        assertThat(reply.asked).isEqualTo(7);
        reply.reader().onNext(bytes("one"));
        reply.reader().onNext(bytes("more"));
        reply.reader().onComplete();
        reader.source().cancel();

        assertThat(reader.seen).containsExactly("one", "more", "end");
        assertThat(heardAfterStart()).containsExactly("head 200", "bytes 0 3", "bytes 0 4", "ended, 200, 0, 7");
    }

    @Test
    void aRefusalHasItsEndLikeAnyReply() {
        CompletableFuture<HttpReply> head = exchange();
        Reply reply = new Reply(409);
        wire.reply.complete(reply);
        Reader.of(head.join());
        reply.reader().onComplete();

        assertThat(heardAfterStart()).containsExactly("head 409", "ended, 409, 0, 0");
    }

    @Test
    void aBodyAtHandIsSentWhenItIsAnswered() {
        CompletableFuture<HttpReply> head =
                transport.exchange(call(new HttpBody.Bytes(bytes("{\"a\":1}")), null, null));
        assertThat(heardAfterStart()).isEmpty();
        Reply reply = new Reply(201);
        wire.reply.complete(reply);
        Reader.of(head.join());
        reply.reader().onComplete();

        assertThat(heardAfterStart()).containsExactly("head 201", "bytes 7 0", "ended, 201, 7, 0");
    }

    @Test
    void aBodyThatIsMadeOnTheWayIsCountedPieceByPiece() {
        List<ByteBuffer> freed = new ArrayList<>();
        HttpBody.Stream body = new HttpBody.Stream(to -> {}, freed::add);
        CompletableFuture<HttpReply> head = transport.exchange(call(body, null, null));
        HttpBody.Stream sent =
                (HttpBody.Stream) Objects.requireNonNull(wire.sent().body());
        ByteBuffer piece = bytes("piece");
        sent.sent().accept(piece);
        Reply reply = new Reply(200);
        wire.reply.complete(reply);
        Reader.of(head.join());
        reply.reader().onComplete();

        assertThat(sent.chunks()).isSameAs(body.chunks());
        assertThat(freed).containsExactly(piece);
        assertThat(heardAfterStart()).containsExactly("bytes 5 0", "head 200", "ended, 200, 5, 0");
    }

    @Test
    void anEngineThatIsNotReachedIsAFailure() {
        CompletableFuture<HttpReply> head = exchange();
        wire.reply.completeExceptionally(new ConnectionException(null, "refused", null));

        assertThatThrownBy(head::join).hasCauseInstanceOf(ConnectionException.class);
        assertThat(heardAfterStart()).containsExactly("failed by ConnectionException, null, 0, 0");
    }

    @Test
    void aTransportThatThrowsIsAFailure() {
        wire.broken = new IllegalStateException("no threads");

        assertThatThrownBy(this::exchange).isSameAs(wire.broken);
        assertThat(heardAfterStart()).containsExactly("failed by IllegalStateException, null, 0, 0");
    }

    @Test
    void aReplyThatIsCutIsAFailure() {
        CompletableFuture<HttpReply> head = exchange();
        Reply reply = new Reply(200);
        wire.reply.complete(reply);
        Reader reader = Reader.of(head.join());
        reply.reader().onNext(bytes("one"));
        reply.reader().onError(new StreamFailedException(null, "cut", null));

        assertThat(reader.seen).containsExactly("one", "failed by StreamFailedException");
        assertThat(heardAfterStart())
                .containsExactly("head 200", "bytes 0 3", "failed by StreamFailedException, 200, 0, 3");
    }

    @Test
    void cancellingBeforeTheHeadReachesTheCallItself() {
        CompletableFuture<HttpReply> head = exchange();
        assertThat(head.cancel(true)).isTrue();
        assertThat(head.cancel(true)).isTrue();

        assertThat(wire.reply).isCancelled();
        assertThat(heardAfterStart()).containsExactly("cancelled, null, 0, 0");
    }

    @Test
    void aReplyThatComesTooLateIsClosed() {
        CompletableFuture<DuplexBytes> late = new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean mayInterrupt) {
                return false;
            }
        };
        ObservedCall call =
                new ObservedCall(begun -> new Listening(heard), call(null, null, null), Runnable::run, over -> {});
        CompletableFuture<DuplexBytes> head = new ObservedExchange<>(call, late, ObservedDuplex::new);
        head.cancel(true);
        Reply reply = new Reply(200);
        late.complete(reply);

        assertThat(reply.cancelled).isTrue();
        assertThat(heard).containsExactly("cancelled, null, 0, 0");
    }

    /** The transport's threads report events, and hold up no call: an observer that takes its time gets sums. */
    @Test
    void anObserverThatIsSlowGetsTheBytesInOne() {
        List<Runnable> tasks = new ArrayList<>();
        ObservedCall call =
                new ObservedCall(begun -> new Listening(heard), call(null, null, null), tasks::add, over -> {});
        call.start(false);
        call.head(200);
        for (int i = 0; i < 100; i++) {
            call.bytes(1, 2);
        }
        call.ended();
        assertThat(heard).isEmpty();
        assertThat(tasks).hasSize(1);

        tasks.get(0).run();
        assertThat(heard).containsExactly("head 200", "bytes 100 200", "ended, 200, 100, 200");
    }

    @Test
    void closingAStreamIsCancellingTheCall() {
        CompletableFuture<HttpReply> head = exchange();
        Reply reply = new Reply(200);
        wire.reply.complete(reply);
        Reader.of(head.join()).source().cancel();
        reply.reader().onError(new StreamFailedException(null, "closed", null));

        assertThat(reply.cancelled).isTrue();
        assertThat(heardAfterStart()).containsExactly("head 200", "cancelled, 200, 0, 0");
    }

    @Test
    void whoLeavesBecauseOfAFailureHasFailed() {
        CompletableFuture<HttpReply> head = exchange();
        reason = new EngineTimeoutException(null, "too long", null);
        head.cancel(true);
        assertThat(heardAfterStart()).containsExactly("failed by EngineTimeoutException, null, 0, 0");
    }

    /** What the program's own consumer threw is no failure of the call. */
    @Test
    void whoLeavesBecauseOfItsOwnFaultHasCancelled() {
        CompletableFuture<HttpReply> head = exchange();
        reason = new IllegalStateException("in the program");
        head.cancel(true);
        assertThat(heardAfterStart()).containsExactly("cancelled, null, 0, 0");
    }

    @Test
    void aSessionIsCountedBothWaysAndEndsWhoeverClosesIt() {
        Reply reply = new Reply(101);
        wire.reply.complete(reply);
        DuplexBytes session = transport.upgrade(call(null, "tcp", null)).join();
        Reader reader = Reader.of(session);
        CompletableFuture<Void> writing = session.write(bytes("ls"));
        reply.reader().onNext(bytes("file"));
        reply.written.complete(null);
        assertThat(writing).isCompleted();
        session.close();
        session.close();
        reader.source().cancel();

        assertThat(reply.closed).isTrue();
        assertThat(heardAfterStart()).containsExactly("head 101", "bytes 0 4", "bytes 2 0", "ended, 101, 2, 4");
    }

    @Test
    void whatCannotBeWrittenIsNotCounted() {
        Reply reply = new Reply(101);
        wire.reply.complete(reply);
        DuplexBytes session = transport.upgrade(call(null, "tcp", null)).join();
        CompletableFuture<Void> writing = session.write(bytes("ls"));
        ConnectionException ended = new ConnectionException(null, "the session has ended", null);
        reply.written.completeExceptionally(ended);

        assertThatThrownBy(writing::join).hasCause(ended);
        assertThat(heardAfterStart()).containsExactly("head 101");
    }

    @Test
    void whatTheEngineAsksOverASessionIsCounted() {
        CompletableFuture<GrpcCall> served = new CompletableFuture<>();
        wire.reply.complete(new Reply(101));
        DuplexBytes session =
                transport.upgrade(call(null, "h2c", served::complete)).join();
        Reply asked = new Reply(0);
        Objects.requireNonNull(wire.sent().service()).serve(new Asked(asked));
        GrpcCall call = served.join();
        Reader reader = new Reader();
        call.body().subscribe(reader);
        asked.reader().onNext(bytes("which"));
        asked.reader().onComplete();
        asked.written.complete(null);
        call.send(bytes("this")).join();
        call.end(GrpcStatus.OK);
        session.close();

        assertThat(reader.seen).containsExactly("which", "end");
        assertThat(call.method()).isEqualTo("/a.Service/Method");
        assertThat(asked.closed).isTrue();
        assertThat(heardAfterStart()).containsExactly("head 101", "bytes 0 5", "bytes 4 0", "ended, 101, 4, 5");
    }

    @Test
    void closingTheClientEndsASessionThatNobodyReads() {
        wire.reply.complete(new Reply(101));
        transport.upgrade(call(null, "tcp", null)).join();
        transport.close();
        transport.close();

        assertThat(heardAfterStart()).containsExactly("head 101", "failed by ConnectionException, 101, 0, 0");
    }

    @Test
    void aListenerThatThrowsChangesNothing() {
        CallObserver broken = new CallObserver() {
            @Override
            public void head(int status) {
                throw new IllegalStateException("at the head");
            }

            @Override
            public void bytes(long sent, long received) {
                throw new AssertionError("at the bytes");
            }

            @Override
            public void ended(CallTotals totals) {
                throw new IllegalStateException("at the end");
            }
        };
        CompletableFuture<HttpReply> head =
                ObservedTransport.of(wire, call -> broken, Runnable::run).exchange(call(null, null, null));
        Reply reply = new Reply(200);
        wire.reply.complete(reply);
        Reader reader = Reader.of(head.join());
        reply.reader().onNext(bytes("one"));
        reply.reader().onComplete();
        assertThat(reader.seen).containsExactly("one", "end");
    }

    @Test
    void aListenerThatDoesNotEvenBeginChangesNothing() {
        CompletableFuture<HttpReply> head = ObservedTransport.of(
                        wire,
                        call -> {
                            throw new IllegalStateException("at the start");
                        },
                        Runnable::run)
                .exchange(call(null, null, null));
        wire.reply.complete(new Reply(204));
        assertThat(head.join().status()).isEqualTo(204);
    }
}
