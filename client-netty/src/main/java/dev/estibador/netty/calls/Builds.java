package dev.estibador.netty.calls;

import dev.estibador.common.RegistryAuth;
import dev.estibador.error.NotFoundException;
import dev.estibador.error.UnsupportedByEngineException;
import dev.estibador.image.BuildDestination;
import dev.estibador.image.BuildOptions;
import dev.estibador.image.BuildOutput;
import dev.estibador.image.BuildSessionOptions;
import dev.estibador.image.BuilderVersion;
import dev.estibador.image.ImageBuilt;
import dev.estibador.netty.http.DuplexBytes;
import dev.estibador.netty.json.Json;
import dev.estibador.netty.session.BuildSession;
import dev.estibador.netty.wire.Failures;
import dev.estibador.stream.ProgressStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A build as a call, with the session that goes with it where it needs one: opened before it, and closed with it. */
final class Builds {
    private static final String HUB_KEY = "https://index.docker.io/v1/";
    private static final String HUB_HOST = "registry-1.docker.io";

    private Builds() {}

    static ProgressStream<ImageBuilt> build(EngineCaller caller, Call call, BuildOptions options) {
        check(options);
        BuildSession session = options.session() == null
                        && !BuilderVersion.CLASSIC.equals(options.version())
                        && (needsSession(options) || !options.registryAuths().isEmpty())
                ? new BuildSession(options, caller.executor(), host -> login(options.registryAuths(), host))
                : null;
        call.queries("t", options.tags())
                .queries("extrahosts", options.extraHosts())
                .flag("q", options.quiet())
                .flag("nocache", options.noCache())
                .jsonQuery("cachefrom", options.cacheFrom())
                .flag("pull", options.pull())
                .query("rm", !options.keepIntermediate())
                .flag("forcerm", options.forceRemove())
                .query("memory", options.memory())
                .query("memswap", options.memorySwap())
                .query("cpushares", options.cpuShares())
                .query("cpusetcpus", options.cpusetCpus())
                .query("cpusetmems", options.cpusetMems())
                .query("cpuperiod", options.cpuPeriod())
                .query("cpuquota", options.cpuQuota())
                .query("buildargs", options.buildArgs().isEmpty() ? null : Json.textWithNulls(options.buildArgs()))
                .query("shmsize", options.shmSize())
                .query("squash", options.squash())
                .jsonQuery("labels", options.labels())
                .query("networkmode", options.networkMode())
                .query("platform", options.platform())
                .query("target", options.target())
                .jsonQuery("outputs", outputs(options))
                .query("version", builder(options))
                .query("buildid", options.buildId())
                .query("session", session == null ? options.session() : session.id())
                .jsonQuery("ulimits", options.ulimits())
                .query("cgroupparent", options.cgroupParent())
                .query("isolation", options.isolation())
                .queries("securityopt", options.securityOpt())
                .patient();
        if (!options.registryAuths().isEmpty()) {
            call.jsonHeader("X-Registry-Config", options.registryAuths());
        }
        boolean withoutImage =
                options.destination() != null || !options.outputs().isEmpty();
        AtomicReference<@Nullable DuplexBytes> opened = new AtomicReference<>();
        if (session != null) {
            call.after(() -> opened(caller, session, needsSession(options), opened));
        }
        JobStream<ImageBuilt> job = new JobStream<>(
                caller,
                call,
                new BuildOutcome(options.quiet(), withoutImage, () -> session == null ? null : session.failure()));
        if (session != null) {
            job.over().whenComplete((nothing, e) -> {
                session.wipe();
                DuplexBytes connection = opened.get();
                if (connection != null) {
                    connection.close();
                }
            });
        }
        return job;
    }

    private static void check(BuildOptions options) {
        if (!needsSession(options)) {
            return;
        }
        if (BuilderVersion.CLASSIC.equals(options.version())) {
            throw new IllegalArgumentException(
                    "secrets, SSH agents and a destination are BuildKit's: the classic builder has none of them");
        }
        if (options.session() != null) {
            throw new IllegalArgumentException(
                    "secrets, SSH agents and a destination need a session of their own: leave the session out");
        }
        if (options.destination() != null && !options.outputs().isEmpty()) {
            throw new IllegalArgumentException("a build has one output: either a destination or outputs");
        }
    }

    private static boolean needsSession(BuildOptions options) {
        return !options.secrets().isEmpty() || !options.sshAgents().isEmpty() || options.destination() != null;
    }

    private static BuilderVersion builder(BuildOptions options) {
        return Objects.requireNonNullElse(options.version(), BuilderVersion.BUILDKIT);
    }

    private static List<BuildOutput> outputs(BuildOptions options) {
        BuildDestination destination = options.destination();
        if (destination == null) {
            return options.outputs();
        }
        boolean named = destination.format() != BuildDestination.Format.TAR
                && !options.tags().isEmpty();
        return List.of(BuildOutput.of(
                destination.format().exporter(), named ? Map.of("name", String.join(",", options.tags())) : Map.of()));
    }

    /** BuildKit asks for hosts, where people write what the docker CLI calls the registry. */
    private static CompletableFuture<@Nullable RegistryAuth> login(Map<String, RegistryAuth> auths, String host) {
        RegistryAuth auth = auths.get(host);
        return CompletableFuture.completedFuture(auth == null && host.equals(HUB_HOST) ? auths.get(HUB_KEY) : auth);
    }

    /** The request for a session, whose connection is to be upgraded. */
    static Call session(String id, BuildSessionOptions options) {
        return Call.post("/session")
                .header("X-Docker-Expose-Session-Uuid", id)
                .header("X-Docker-Expose-Session-Name", present(options.name()))
                .header("X-Docker-Expose-Session-Sharedkey", present(options.sharedKey()))
                .header("X-Docker-Expose-Session-Grpc-Method", options.methods())
                .patient();
    }

    private static List<String> present(@Nullable String value) {
        return value == null ? List.of() : List.of(value);
    }

    /** Opens the session. An engine that has none can still build what needs none: credentials are in a header, too. */
    private static CompletableFuture<?> opened(
            EngineCaller caller, BuildSession session, boolean needed, AtomicReference<@Nullable DuplexBytes> opened) {
        BuildSessionOptions options = BuildSessionOptions.builder()
                .name("estibador")
                .methods(session.methods())
                .build();
        CompletableFuture<DuplexBytes> opening =
                caller.session(session(session.id(), options).serving(session), duplex -> duplex);
        CompletableFuture<Void> ready = new CompletableFuture<>();
        opening.whenComplete((duplex, e) -> {
            Throwable failure = e == null ? null : Failures.unwrapped(e);
            if (duplex != null) {
                opened.set(duplex);
                ready.complete(null);
            } else if (failure instanceof NotFoundException && !needed) {
                ready.complete(null);
            } else if (failure instanceof NotFoundException) {
                ready.completeExceptionally(new UnsupportedByEngineException(
                        "POST /build",
                        "secrets, SSH agents and a destination need a session of BuildKit, which this engine does not have",
                        failure));
            } else {
                ready.completeExceptionally(Objects.requireNonNull(failure));
            }
            if (duplex != null && ready.isCancelled()) {
                duplex.close();
            }
        });
        ready.whenComplete((nothing, e) -> {
            if (ready.isCancelled()) {
                opening.cancel(true);
            }
        });
        return ready;
    }
}
