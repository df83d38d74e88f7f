package dev.estibador.swarm;

import static dev.estibador.common.Builders.built;

import dev.estibador.common.Filters;
import dev.estibador.common.ObjectVersion;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Nodes of the swarm. Wherever an {@code id} is asked for, the node's hostname or the unambiguous beginning of its id does
 * as well; one that does not exist is a {@link dev.estibador.error.NotFoundException}. An engine that is no manager answers
 * 503.
 */
public interface Nodes {
    /**
     * {@code GET /nodes}. Filters are {@code id}, {@code name}, {@code label}, {@code node.label}, {@code role},
     * {@code membership}.
     */
    CompletableFuture<List<Node>> list(Filters filters);

    default CompletableFuture<List<Node>> list() {
        return list(Filters.NONE);
    }

    /** {@code GET /nodes/{id}}. */
    CompletableFuture<Node> inspect(String id);

    /** {@code DELETE /nodes/{id}}. One that is up, or a manager, is refused unless forced. */
    CompletableFuture<Void> remove(String id, boolean force);

    default CompletableFuture<Void> remove(String id) {
        return remove(id, false);
    }

    /** {@code POST /nodes/{id}/update}. Replaces the whole of what the node is to be. */
    CompletableFuture<Void> update(String id, ObjectVersion version, NodeSpec spec);

    /** Changes something of what {@link #inspect} told. */
    default CompletableFuture<Void> update(Node inspected, Consumer<NodeSpec.Builder> change) {
        return update(
                inspected.id(),
                Objects.requireNonNull(inspected.version()),
                built(Objects.requireNonNull(inspected.spec()).toBuilder(), change)
                        .build());
    }
}
