package dev.estibador.netty.calls;

import dev.estibador.common.Filters;
import dev.estibador.common.ObjectVersion;
import dev.estibador.swarm.Secret;
import dev.estibador.swarm.SecretCreated;
import dev.estibador.swarm.SecretSpec;
import dev.estibador.swarm.Secrets;
import java.util.List;
import java.util.concurrent.CompletableFuture;

final class SecretsCalls implements Secrets {
    private final EngineCaller caller;

    SecretsCalls(EngineCaller caller) {
        this.caller = caller;
    }

    @Override
    public CompletableFuture<List<Secret>> list(Filters filters) {
        return caller.list(Call.get("/secrets").filters(filters), Secret.class);
    }

    @Override
    public CompletableFuture<SecretCreated> create(SecretSpec spec) {
        return caller.value(Call.post("/secrets/create").json(spec), SecretCreated.class);
    }

    @Override
    public CompletableFuture<Secret> inspect(String id) {
        return caller.value(Call.get("/secrets/{}", id), Secret.class);
    }

    @Override
    public CompletableFuture<Void> remove(String id) {
        return caller.done(Call.delete("/secrets/{}", id));
    }

    @Override
    public CompletableFuture<Void> update(String id, ObjectVersion version, SecretSpec spec) {
        return caller.done(Call.post("/secrets/{}/update", id).version(version).json(spec));
    }
}
