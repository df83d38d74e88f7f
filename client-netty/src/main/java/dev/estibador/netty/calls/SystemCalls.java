package dev.estibador.netty.calls;

import dev.estibador.common.ApiVersion;
import dev.estibador.netty.http.HttpReply;
import dev.estibador.system.EngineInfo;
import dev.estibador.system.EngineVersion;
import dev.estibador.system.Ping;
import dev.estibador.system.SystemInfo;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

final class SystemCalls implements SystemInfo {
    private final EngineCaller caller;

    SystemCalls(EngineCaller caller) {
        this.caller = caller;
    }

    @Override
    public CompletableFuture<Ping> ping() {
        return caller.value(Call.get("/_ping").unversioned(), (reply, body) -> ping(reply));
    }

    private static Ping ping(HttpReply reply) {
        return new Ping(
                version(reply.header("Api-Version")),
                reply.header("Ostype"),
                reply.header("Builder-Version"),
                reply.header("Swarm"),
                Boolean.parseBoolean(reply.header("Docker-Experimental")),
                reply.header("Server"));
    }

    private static @Nullable ApiVersion version(@Nullable String header) {
        try {
            return header == null ? null : ApiVersion.parse(header);
        } catch (IllegalArgumentException e) {
            // an odd header must not fail a ping
            return null;
        }
    }

    @Override
    public CompletableFuture<EngineVersion> version() {
        return caller.value(Call.get("/version"), EngineVersion.class);
    }

    @Override
    public CompletableFuture<EngineInfo> info() {
        return caller.value(Call.get("/info"), EngineInfo.class);
    }
}
