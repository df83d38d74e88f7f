package dev.estibador.network;

import static dev.estibador.common.Builders.built;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Networks. An {@code id} is an id or a name; a network that does not exist is a
 * {@link dev.estibador.error.NotFoundException}, and what is not allowed with the engine's own networks an
 * {@link dev.estibador.error.UnauthorizedException}.
 */
public interface Networks {
    /** {@code GET /networks}. The networks, without the containers in them. */
    CompletableFuture<List<NetworkSummary>> list(NetworkListOptions options);

    default CompletableFuture<List<NetworkSummary>> list(Consumer<NetworkListOptions.Builder> options) {
        return list(built(NetworkListOptions.builder(), options).build());
    }

    default CompletableFuture<List<NetworkSummary>> list() {
        return list(NetworkListOptions.DEFAULTS);
    }

    /** {@code GET /networks/{id}}. All that the engine knows of a network, with the containers that run in it. */
    CompletableFuture<NetworkDetails> inspect(String id, NetworkInspectOptions options);

    default CompletableFuture<NetworkDetails> inspect(String id, Consumer<NetworkInspectOptions.Builder> options) {
        return inspect(id, built(NetworkInspectOptions.builder(), options).build());
    }

    default CompletableFuture<NetworkDetails> inspect(String id) {
        return inspect(id, NetworkInspectOptions.DEFAULTS);
    }

    /** {@code DELETE /networks/{id}}. A network in use is an {@link dev.estibador.error.UnauthorizedException}. */
    CompletableFuture<Void> remove(String id);

    /**
     * {@code POST /networks/create}. A name in use is a {@link dev.estibador.error.ConflictException}, a driver that the
     * engine does not have a {@link dev.estibador.error.NotFoundException}.
     */
    CompletableFuture<NetworkCreated> create(NetworkSpec spec);

    default CompletableFuture<NetworkCreated> create(String name, Consumer<NetworkSpec.Builder> spec) {
        return create(built(NetworkSpec.of(name), spec).build());
    }

    default CompletableFuture<NetworkCreated> create(String name) {
        return create(NetworkSpec.of(name).build());
    }

    /** {@code POST /networks/{id}/connect}. Puts a container into a network, whether it runs or not. */
    CompletableFuture<Void> connect(String id, String container, EndpointSettings endpoint);

    default CompletableFuture<Void> connect(String id, String container, Consumer<EndpointSettings.Builder> endpoint) {
        return connect(
                id, container, built(EndpointSettings.builder(), endpoint).build());
    }

    default CompletableFuture<Void> connect(String id, String container) {
        return connect(id, container, EndpointSettings.builder().build());
    }

    /**
     * {@code POST /networks/{id}/disconnect}. Takes a container out of a network; with {@code force} also one that the
     * engine has lost sight of.
     */
    CompletableFuture<Void> disconnect(String id, String container, boolean force);

    default CompletableFuture<Void> disconnect(String id, String container) {
        return disconnect(id, container, false);
    }

    /** {@code POST /networks/prune}. Removes the networks that no container is in. */
    CompletableFuture<NetworksPruned> prune(NetworkPruneOptions options);

    default CompletableFuture<NetworksPruned> prune(Consumer<NetworkPruneOptions.Builder> options) {
        return prune(built(NetworkPruneOptions.builder(), options).build());
    }

    default CompletableFuture<NetworksPruned> prune() {
        return prune(NetworkPruneOptions.DEFAULTS);
    }
}
