package dev.estibador.netty.listener;

import dev.estibador.netty.http.GrpcCall;
import dev.estibador.netty.http.GrpcStatus;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** A call of the engine's, whose body and end are a reply's. */
record Asked(Reply reply) implements GrpcCall {
    @Override
    public String method() {
        return "/a.Service/Method";
    }

    @Override
    public Map<String, List<String>> metadata() {
        return Map.of();
    }

    @Override
    public Flow.Publisher<ByteBuffer> body() {
        return reply;
    }

    @Override
    public CompletableFuture<Void> send(ByteBuffer message) {
        return reply.write(message);
    }

    @Override
    public void end(GrpcStatus status) {
        reply.close();
    }
}
