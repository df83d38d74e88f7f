package dev.estibador.netty.session;

import dev.estibador.common.RegistryAuth;
import dev.estibador.netty.http.GrpcCall;
import dev.estibador.netty.wire.Protobuf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code moby.filesync.v1.Auth}: whom a registry knows us as. Of its methods the credentials suffice: an engine that is not
 * given tokens fetches them by itself.
 */
final class AuthService {
    static final String CREDENTIALS = "/moby.filesync.v1.Auth/Credentials";

    private static final int HOST = 1;
    private static final int USERNAME = 1;
    private static final int SECRET = 2;

    private final Function<String, CompletableFuture<@Nullable RegistryAuth>> logins;
    private final Executor executor;

    /** @param logins by the registry's host; null for nobody */
    AuthService(Function<String, CompletableFuture<@Nullable RegistryAuth>> logins, Executor executor) {
        this.logins = logins;
        this.executor = executor;
    }

    void serve(GrpcCall call) {
        Calls.unary(call, executor, request -> logins.apply(Protobuf.text(call.method(), request, HOST))
                .thenApply(AuthService::credentials));
    }

    private static ByteBuffer credentials(@Nullable RegistryAuth auth) {
        Protobuf.Writer out = new Protobuf.Writer();
        if (auth == null) {
            return out.message();
        }
        if (auth.identityToken() != null) {
            return out.text(SECRET, auth.identityToken()).message();
        }
        String basic = auth.auth();
        if (auth.username() == null && basic != null) {
            String[] both = new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8).split(":", 2);
            return out.text(USERNAME, both[0])
                    .text(SECRET, both.length == 1 ? "" : both[1])
                    .message();
        }
        return out.text(USERNAME, Objects.requireNonNullElse(auth.username(), ""))
                .text(SECRET, Objects.requireNonNullElse(auth.password(), ""))
                .message();
    }
}
