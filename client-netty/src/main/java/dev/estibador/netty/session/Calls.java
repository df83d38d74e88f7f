package dev.estibador.netty.session;

import dev.estibador.netty.http.GrpcCall;
import dev.estibador.netty.http.GrpcStatus;
import dev.estibador.netty.wire.DecodedStream;
import dev.estibador.netty.wire.Decoder;
import dev.estibador.netty.wire.Failures;
import dev.estibador.netty.wire.GrpcMessages;
import dev.estibador.netty.wire.Source;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** The two forms of calls that there are: one message each way, and a stream of messages. */
final class Calls {
    private Calls() {}

    /**
     * Answers a call of one message by one message, on the executor. The answer's array is wiped when it has been sent, since
     * it may be a secret.
     */
    static void unary(GrpcCall call, Executor executor, Function<ByteBuffer, CompletableFuture<ByteBuffer>> answer) {
        List<ByteBuffer> requests = new ArrayList<>(1);
        messages(call, executor, new GrpcMessages(call.method()))
                .forEach(requests::add)
                .thenCompose(nothing -> answer.apply(requests.get(0)))
                .thenCompose(reply -> call.send(reply.duplicate()).whenComplete((sent, e) -> wipe(reply)))
                .whenComplete((nothing, e) -> call.end(e == null ? GrpcStatus.OK : status(e)));
    }

    private static void wipe(ByteBuffer bytes) {
        for (int i = 0; i < bytes.limit(); i++) {
            bytes.put(i, (byte) 0);
        }
    }

    /** What comes with a call, decoded. */
    static <T> DecodedStream<T> messages(GrpcCall call, Executor executor, Decoder<T> decoder) {
        return new DecodedStream<>(
                () -> CompletableFuture.completedFuture(new Source<>(call.body(), decoder)), executor);
    }

    /** Words of ours only: those of other exceptions might hold what is nobody's business. */
    static GrpcStatus status(Throwable failure) {
        Throwable reason = Failures.unwrapped(failure);
        return reason instanceof GrpcFailure own
                ? own.status()
                : GrpcStatus.internal("the client failed: " + reason.getClass().getSimpleName());
    }
}
