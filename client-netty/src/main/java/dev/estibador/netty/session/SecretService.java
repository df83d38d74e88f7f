package dev.estibador.netty.session;

import dev.estibador.build.BuildSecret;
import dev.estibador.netty.files.WholeFile;
import dev.estibador.netty.http.GrpcCall;
import dev.estibador.netty.http.GrpcStatus;
import dev.estibador.netty.wire.Protobuf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** {@code moby.buildkit.secrets.v1.Secrets}: a secret by its id. */
final class SecretService {
    static final String GET = "/moby.buildkit.secrets.v1.Secrets/GetSecret";

    private static final int ID = 1;
    private static final int DATA = 1;
    private static final int INVALID_ARGUMENT = 3;
    private static final int LONGEST = 500 << 10;

    private final Map<String, BuildSecret> secrets;
    private final Executor executor;

    SecretService(Map<String, BuildSecret> secrets, Executor executor) {
        this.secrets = secrets;
        this.executor = executor;
    }

    void serve(GrpcCall call) {
        Calls.unary(
                call,
                executor,
                request -> CompletableFuture.completedFuture(secret(Protobuf.text(call.method(), request, ID))));
    }

    private ByteBuffer secret(String id) {
        BuildSecret secret = secrets.get(id);
        if (secret == null) {
            throw new GrpcFailure(GrpcStatus.notFound("the client gave the build no secret '" + id + "'"));
        }
        byte[] content = content(id, secret);
        try {
            if (content.length > LONGEST) {
                throw new GrpcFailure(new GrpcStatus(
                        INVALID_ARGUMENT, "the secret '" + id + "' is longer than " + LONGEST + " bytes"));
            }
            return Protobuf.single(DATA, ByteBuffer.wrap(content));
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    private static byte[] content(String id, BuildSecret secret) {
        if (secret instanceof BuildSecret.OfFile file) {
            return read(id, file.file());
        }
        if (secret instanceof BuildSecret.OfEnvironment environment) {
            String value = System.getenv(environment.variable());
            if (value == null) {
                throw new GrpcFailure(GrpcStatus.notFound("the secret '" + id + "' is to be in the variable "
                        + environment.variable() + " of the client's environment, which is not set"));
            }
            return value.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return ((BuildSecret.OfBytes) secret).content();
        } catch (IllegalStateException e) {
            throw new GrpcFailure(GrpcStatus.notFound("the secret '" + id + "': " + e.getMessage()));
        }
    }

    private static byte[] read(String id, Path file) {
        try {
            return WholeFile.read(file, LONGEST);
        } catch (IOException e) {
            throw new GrpcFailure(GrpcStatus.notFound(
                    "the secret '" + id + "' cannot be read from the client's file " + file + " (" + e + ")"));
        }
    }
}
