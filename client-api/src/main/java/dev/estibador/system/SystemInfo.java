package dev.estibador.system;

import static dev.estibador.common.Builders.built;

import dev.estibador.common.RegistryAuth;
import dev.estibador.stream.EngineStream;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The engine itself, and the registries that it can reach. */
public interface SystemInfo {
    /**
     * {@code POST /auth}. Whether that is a user of the registry; if not, that is an
     * {@link dev.estibador.error.UnauthorizedException}, or of older engines an
     * {@link dev.estibador.error.EngineFailureException}. Nothing is kept: calls are made as whom they are given, or as
     * whom the client's credentials name.
     */
    CompletableFuture<LoggedIn> login(RegistryAuth auth);

    /** {@code GET /info}. What the engine runs, on what, and how it is set up. */
    CompletableFuture<EngineInfo> info();

    /** {@code GET /version}. The engine's version, its parts and the API versions it speaks. */
    CompletableFuture<EngineVersion> version();

    /** {@code GET /_ping}, without an API version. Whether the engine answers, and what it says of itself. */
    CompletableFuture<Ping> ping();

    /**
     * {@code GET /events}. What happens to the engine's containers, images and so on, until {@code until} or for as long as
     * the engine runs. The engine accepts the call a moment before it listens: whoever must miss nothing says {@code since}.
     * Who falls more than a thousand events behind loses some, and is not told, unless the stream was asked to
     * {@linkplain EventOptions.Builder#resume resume}.
     */
    EngineStream<Event> events(EventOptions options);

    default EngineStream<Event> events(Consumer<EventOptions.Builder> options) {
        return events(built(EventOptions.builder(), options).build());
    }

    default EngineStream<Event> events() {
        return events(EventOptions.DEFAULTS);
    }

    /** {@code GET /system/df}. What takes space on the engine's disk, which takes a while to work out. */
    CompletableFuture<DiskUsage> df(DiskUsageOptions options);

    default CompletableFuture<DiskUsage> df(Consumer<DiskUsageOptions.Builder> options) {
        return df(built(DiskUsageOptions.builder(), options).build());
    }

    default CompletableFuture<DiskUsage> df() {
        return df(DiskUsageOptions.DEFAULTS);
    }

    /**
     * {@code GET /distribution/{name}/json}. What the registry tells of an image that the engine need not have. One that
     * may not be seen, or most often one that does not exist, is an {@link dev.estibador.error.UnauthorizedException}; a
     * registry without tokens makes it an {@link dev.estibador.error.EngineFailureException}.
     *
     * @param auth who asks; null for whom the client's credentials name
     */
    CompletableFuture<DistributionDetails> distribution(String name, @Nullable RegistryAuth auth);

    default CompletableFuture<DistributionDetails> distribution(String name) {
        return distribution(name, null);
    }
}
