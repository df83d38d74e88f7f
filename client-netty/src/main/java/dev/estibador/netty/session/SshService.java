package dev.estibador.netty.session;

import dev.estibador.netty.http.GrpcCall;
import dev.estibador.netty.http.GrpcStatus;
import dev.estibador.netty.wire.DecodedStream;
import dev.estibador.netty.wire.Protobuf;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * {@code moby.sshforward.v1.SSH}: the user's SSH agents, each by an id. A build may list keys and sign with them; whatever
 * would change the agent is refused here and never reaches it.
 */
final class SshService implements AutoCloseable {
    static final String CHECK = "/moby.sshforward.v1.SSH/CheckAgent";
    static final String FORWARD = "/moby.sshforward.v1.SSH/ForwardAgent";

    private static final String DEFAULT_ID = "default";
    private static final String ID_HEADER = "buildkit.ssh.id";
    private static final int ID = 1;

    private final Map<String, @Nullable Path> agents;
    private final Executor executor;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    SshService(Map<String, @Nullable Path> agents, Executor executor) {
        this.agents = agents;
        this.executor = executor;
    }

    void check(GrpcCall call) {
        Calls.unary(call, executor, request -> {
            close(connect(Protobuf.text(call.method(), request, ID)));
            return CompletableFuture.completedFuture(ByteBuffer.allocate(0));
        });
    }

    void forward(GrpcCall call) {
        String id = call.metadata().getOrDefault(ID_HEADER, List.of("")).get(0);
        AtomicReference<@Nullable SocketChannel> agent = new AtomicReference<>();
        DecodedStream<ByteBuffer> requests =
                Calls.messages(call, executor, new SshAgentRequests(new BytesMessages(call.method())));
        requests.forEach(request -> {
                    SocketChannel connected = agent.get();
                    if (connected == null) {
                        connected = connect(id);
                        agent.set(connected);
                    }
                    call.send(BytesMessages.of(answer(id, connected, request))).join();
                })
                .whenComplete((nothing, e) -> {
                    close(agent.get());
                    call.end(e == null ? GrpcStatus.OK : Calls.status(e));
                });
    }

    private static ByteBuffer answer(String id, SocketChannel agent, ByteBuffer request) {
        if (!SshAgentRequests.isHarmless(request)) {
            return SshAgentRequests.refusal();
        }
        try {
            while (request.hasRemaining()) {
                agent.write(request);
            }
            ByteBuffer head = read(agent, ByteBuffer.allocate(Integer.BYTES));
            int length = SshAgentRequests.checkedLength(head.getInt(0));
            return read(agent, ByteBuffer.allocate(Integer.BYTES + length).putInt(length));
        } catch (IOException e) {
            throw new GrpcFailure(GrpcStatus.internal("the SSH agent '" + id + "' does not answer (" + e + ")"));
        }
    }

    private static ByteBuffer read(SocketChannel agent, ByteBuffer into) throws IOException {
        while (into.hasRemaining()) {
            if (agent.read(into) < 0) {
                throw new EOFException("it has closed the connection");
            }
        }
        return into.flip();
    }

    private SocketChannel connect(String asked) {
        String id = asked.isEmpty() ? DEFAULT_ID : asked;
        if (!agents.containsKey(id)) {
            throw new GrpcFailure(GrpcStatus.notFound("the client gave the build no SSH agent '" + id + "'"));
        }
        Path socket = agents.get(id);
        if (socket == null) {
            String variable = System.getenv("SSH_AUTH_SOCK");
            if (variable == null || variable.isEmpty()) {
                throw new GrpcFailure(GrpcStatus.notFound(
                        "SSH_AUTH_SOCK is not set in the client's environment: start an agent, or name its socket"));
            }
            socket = Path.of(variable);
        }
        try {
            SocketChannel agent = SocketChannel.open(UnixDomainSocketAddress.of(socket));
            open.add(agent);
            if (closed) {
                close(agent);
            }
            return agent;
        } catch (IOException e) {
            throw new GrpcFailure(GrpcStatus.notFound(
                    "the SSH agent '" + id + "' cannot be reached at " + socket + " (" + e.getMessage() + ")"));
        }
    }

    /** Ends what still waits for an agent, which may itself wait for a person. */
    @Override
    public void close() {
        closed = true;
        open.forEach(this::close);
    }

    private void close(@Nullable SocketChannel agent) {
        try {
            if (agent != null) {
                open.remove(agent);
                agent.close();
            }
        } catch (IOException e) {
            // the agent has gone already
        }
    }
}
