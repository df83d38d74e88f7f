package dev.estibador.netty.calls;

import dev.estibador.common.ObjectVersion;
import dev.estibador.swarm.Swarm;
import dev.estibador.swarm.SwarmConfig;
import dev.estibador.swarm.SwarmDetails;
import dev.estibador.swarm.SwarmInit;
import dev.estibador.swarm.SwarmJoin;
import dev.estibador.swarm.SwarmUpdateOptions;
import dev.estibador.swarm.UnlockKey;
import java.util.concurrent.CompletableFuture;

final class SwarmCalls implements Swarm {
    private final EngineCaller caller;

    SwarmCalls(EngineCaller caller) {
        this.caller = caller;
    }

    @Override
    public CompletableFuture<SwarmDetails> inspect() {
        return caller.value(Call.get("/swarm"), SwarmDetails.class);
    }

    @Override
    public CompletableFuture<String> init(SwarmInit init) {
        return caller.value(Call.post("/swarm/init").json(init).patient(), String.class);
    }

    @Override
    public CompletableFuture<Void> join(SwarmJoin join) {
        return caller.done(Call.post("/swarm/join").json(join).patient());
    }

    @Override
    public CompletableFuture<Void> leave(boolean force) {
        return caller.done(Call.post("/swarm/leave").flag("force", force).patient());
    }

    @Override
    public CompletableFuture<Void> update(ObjectVersion version, SwarmConfig config, SwarmUpdateOptions options) {
        return caller.done(Call.post("/swarm/update")
                .version(version)
                .flag("rotateWorkerToken", options.rotateWorkerToken())
                .flag("rotateManagerToken", options.rotateManagerToken())
                .flag("rotateManagerUnlockKey", options.rotateManagerUnlockKey())
                .json(config));
    }

    @Override
    public CompletableFuture<UnlockKey> unlockKey() {
        return caller.value(Call.get("/swarm/unlockkey"), UnlockKey.class);
    }

    @Override
    public CompletableFuture<Void> unlock(UnlockKey key) {
        return caller.done(Call.post("/swarm/unlock").json(key).patient());
    }
}
