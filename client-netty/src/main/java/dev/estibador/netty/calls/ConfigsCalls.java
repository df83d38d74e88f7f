package dev.estibador.netty.calls;

import dev.estibador.common.Filters;
import dev.estibador.common.ObjectVersion;
import dev.estibador.swarm.Config;
import dev.estibador.swarm.ConfigCreated;
import dev.estibador.swarm.ConfigSpec;
import dev.estibador.swarm.Configs;
import java.util.List;
import java.util.concurrent.CompletableFuture;

final class ConfigsCalls implements Configs {
    private final EngineCaller caller;

    ConfigsCalls(EngineCaller caller) {
        this.caller = caller;
    }

    @Override
    public CompletableFuture<List<Config>> list(Filters filters) {
        return caller.list(Call.get("/configs").filters(filters), Config.class);
    }

    @Override
    public CompletableFuture<ConfigCreated> create(ConfigSpec spec) {
        return caller.value(Call.post("/configs/create").json(spec), ConfigCreated.class);
    }

    @Override
    public CompletableFuture<Config> inspect(String id) {
        return caller.value(Call.get("/configs/{}", id), Config.class);
    }

    @Override
    public CompletableFuture<Void> remove(String id) {
        return caller.done(Call.delete("/configs/{}", id));
    }

    @Override
    public CompletableFuture<Void> update(String id, ObjectVersion version, ConfigSpec spec) {
        return caller.done(Call.post("/configs/{}/update", id).version(version).json(spec));
    }
}
