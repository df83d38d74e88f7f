package dev.estibador.swarm;

import static dev.estibador.common.Builders.built;

import dev.estibador.common.ObjectVersion;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The swarm that the engine belongs to. What only managers do fails with a
 * {@link dev.estibador.error.EngineFailureException} of status 503 on any other engine.
 */
public interface Swarm {
    /** {@code GET /swarm}. The swarm as a whole, and the tokens that engines join it with. */
    CompletableFuture<SwarmDetails> inspect();

    /**
     * {@code POST /swarm/init}. Makes a swarm whose first manager is this engine, and gives the node's id. An engine that
     * is in a swarm answers 503.
     */
    CompletableFuture<String> init(SwarmInit init);

    default CompletableFuture<String> init(String listenAddress, Consumer<SwarmInit.Builder> init) {
        return init(built(SwarmInit.of(listenAddress), init).build());
    }

    /**
     * {@code POST /swarm/join}. Joins a swarm, as what the token says. An engine waits 20 seconds for the managers and
     * then answers an error, but goes on trying.
     */
    CompletableFuture<Void> join(SwarmJoin join);

    /**
     * {@code POST /swarm/leave}. Leaves the swarm; the containers of its tasks are removed. Managers leave by force only,
     * and the last one takes the swarm with it.
     */
    CompletableFuture<Void> leave(boolean force);

    default CompletableFuture<Void> leave() {
        return leave(false);
    }

    /** {@code POST /swarm/update}. Replaces the whole configuration of the swarm. */
    CompletableFuture<Void> update(ObjectVersion version, SwarmConfig config, SwarmUpdateOptions options);

    default CompletableFuture<Void> update(
            ObjectVersion version, SwarmConfig config, Consumer<SwarmUpdateOptions.Builder> options) {
        return update(
                version, config, built(SwarmUpdateOptions.builder(), options).build());
    }

    default CompletableFuture<Void> update(ObjectVersion version, SwarmConfig config) {
        return update(version, config, SwarmUpdateOptions.DEFAULTS);
    }

    /** Changes something of what {@link #inspect} told. */
    default CompletableFuture<Void> update(SwarmDetails inspected, Consumer<SwarmConfig.Builder> change) {
        SwarmCluster cluster = inspected.cluster();
        return update(
                Objects.requireNonNull(cluster.version()),
                built(Objects.requireNonNull(cluster.spec()).toBuilder(), change)
                        .build());
    }

    /** {@code GET /swarm/unlockkey}. What unlocks managers that start again. */
    CompletableFuture<UnlockKey> unlockKey();

    /**
     * {@code POST /swarm/unlock}. Unlocks this manager. One that is not locked is a
     * {@link dev.estibador.error.ConflictException}.
     */
    CompletableFuture<Void> unlock(UnlockKey key);
}
