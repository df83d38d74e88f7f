package dev.estibador.swarm;

import static dev.estibador.common.Builders.built;

import dev.estibador.common.Filters;
import dev.estibador.common.ObjectVersion;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Secrets of the swarm. Wherever an {@code id} is asked for, a name or the unambiguous beginning of an id does as well;
 * one that does not exist is a {@link dev.estibador.error.NotFoundException}. An engine that is no manager answers 503.
 */
public interface Secrets {
    /** {@code GET /secrets}. Filters are {@code id}, {@code name}, {@code names}, {@code label}. */
    CompletableFuture<List<Secret>> list(Filters filters);

    default CompletableFuture<List<Secret>> list() {
        return list(Filters.NONE);
    }

    /** {@code POST /secrets/create}. A name in use is a {@link dev.estibador.error.ConflictException}. */
    CompletableFuture<SecretCreated> create(SecretSpec spec);

    default CompletableFuture<SecretCreated> create(String name, Consumer<SecretSpec.Builder> spec) {
        return create(built(SecretSpec.of(name), spec).build());
    }

    /** {@code GET /secrets/{id}}. All of a secret but the secret. */
    CompletableFuture<Secret> inspect(String id);

    /** {@code DELETE /secrets/{id}}. One that a service uses is a {@link dev.estibador.error.BadRequestException}. */
    CompletableFuture<Void> remove(String id);

    /** {@code POST /secrets/{id}/update}. Replaces the labels; engines refuse any other change. */
    CompletableFuture<Void> update(String id, ObjectVersion version, SecretSpec spec);

    /** Changes something of what {@link #inspect} told. */
    default CompletableFuture<Void> update(Secret inspected, Consumer<SecretSpec.Builder> change) {
        return update(
                inspected.id(),
                Objects.requireNonNull(inspected.version()),
                built(Objects.requireNonNull(inspected.spec()).toBuilder(), change)
                        .build());
    }
}
