package dev.estibador.swarm;

import static dev.estibador.common.Builders.built;

import dev.estibador.common.Filters;
import dev.estibador.common.ObjectVersion;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Configs of the swarm, which are files for containers. Wherever an {@code id} is asked for, a name or the unambiguous beginning of an id does as well;
 * one that does not exist is a {@link dev.estibador.error.NotFoundException}. An engine that is no manager answers 503.
 */
public interface Configs {
    /** {@code GET /configs}. Filters are {@code id}, {@code name}, {@code names}, {@code label}. */
    CompletableFuture<List<Config>> list(Filters filters);

    default CompletableFuture<List<Config>> list() {
        return list(Filters.NONE);
    }

    /** {@code POST /configs/create}. A name in use is a {@link dev.estibador.error.ConflictException}. */
    CompletableFuture<ConfigCreated> create(ConfigSpec spec);

    default CompletableFuture<ConfigCreated> create(String name, Consumer<ConfigSpec.Builder> spec) {
        return create(built(ConfigSpec.of(name), spec).build());
    }

    /** {@code GET /configs/{id}}. All of a config, with its data. */
    CompletableFuture<Config> inspect(String id);

    /** {@code DELETE /configs/{id}}. One that a service uses is a {@link dev.estibador.error.BadRequestException}. */
    CompletableFuture<Void> remove(String id);

    /** {@code POST /configs/{id}/update}. Replaces the labels; engines refuse any other change. */
    CompletableFuture<Void> update(String id, ObjectVersion version, ConfigSpec spec);

    /** Changes something of what {@link #inspect} told. */
    default CompletableFuture<Void> update(Config inspected, Consumer<ConfigSpec.Builder> change) {
        return update(
                inspected.id(),
                Objects.requireNonNull(inspected.version()),
                built(Objects.requireNonNull(inspected.spec()).toBuilder(), change)
                        .build());
    }
}
