package dev.estibador.system;

import java.util.concurrent.CompletableFuture;

/** The engine itself. */
public interface SystemInfo {
    /** {@code GET /_ping}, without an API version. Whether the engine answers, and what it says of itself. */
    CompletableFuture<Ping> ping();

    /** {@code GET /version}. The engine's version, its parts and the API versions it speaks. */
    CompletableFuture<EngineVersion> version();

    /** {@code GET /info}. What the engine runs, on what, and how it is set up. */
    CompletableFuture<EngineInfo> info();
}
