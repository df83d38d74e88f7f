package dev.estibador.netty.calls;

import dev.estibador.build.BuildContext;
import dev.estibador.common.RegistryAuth;
import dev.estibador.connect.RegistryCredentials;
import dev.estibador.error.ConnectionException;
import dev.estibador.error.MalformedReplyException;
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
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** A build as a call, with the session that goes with it where it needs one: opened before it, and closed with it. */
final class Builds {
    private Builds() {}

    static ProgressStream<ImageBuilt> build(
            EngineCaller caller,
            RegistryLogins logins,
            Call call,
            @Nullable BuildContext context,
            BuildOptions options) {
        check(options);
        BuildContext.OfFolder synchronizedFolder =
                context instanceof BuildContext.OfFolder folder && canBeSynchronized(folder, options) ? folder : null;
        BuildSession session = options.session() == null
                        && !BuilderVersion.CLASSIC.equals(options.version())
                        && (needsSession(options)
                                || synchronizedFolder != null
                                || !options.registryAuths().isEmpty()
                                || logins.knowAnybody())
                ? new BuildSession(
                        options,
                        synchronizedFolder,
                        caller.executor(),
                        host -> login(options.registryAuths(), logins, host))
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
        JobStream<ImageBuilt> job = new JobStream<>(
                caller,
                call,
                new BuildOutcome(
                        options.quiet(),
                        withoutImage,
                        () -> session == null ? null : session.failure(),
                        () -> session == null ? null : session.missing()));
        if (session == null && context != null) {
            call.tar(TarBody.of(call.label(), context, caller.executor()));
        } else if (session != null) {
            call.after(() -> opened(caller, session, needsSession(options), job.over())
                    .thenAccept(connection -> {
                        if (synchronizedFolder != null && connection != null) {
                            call.query("remote", "client-session");
                        } else if (context != null) {
                            call.tar(TarBody.of(call.label(), context, caller.executor()));
                        }
                    }));
            job.over().whenComplete((nothing, e) -> session.close());
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

    /** Not where times are fixed: a file that changes and keeps its size would be taken for what it was. */
    private static boolean canBeSynchronized(BuildContext.OfFolder folder, BuildOptions options) {
        return options.session() == null
                && !BuilderVersion.CLASSIC.equals(options.version())
                && folder.files().fixedTime() == null;
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

    /** Who was named for the registry, under whichever of its addresses, or whom the client knows. */
    private static CompletableFuture<@Nullable RegistryAuth> login(
            Map<String, RegistryAuth> auths, RegistryLogins logins, String host) {
        String registry = RegistryCredentials.registryOf(host);
        for (Map.Entry<String, RegistryAuth> named : auths.entrySet()) {
            if (RegistryCredentials.registryOf(named.getKey()).equals(registry)) {
                return CompletableFuture.completedFuture(named.getValue());
            }
        }
        return logins.forRegistry(host);
    }

    /** The request for a session, whose connection is to be upgraded. */
    static Call session(String id, BuildSessionOptions options) {
        return session(Call.post("/session"), id, options);
    }

    private static Call session(Call call, String id, BuildSessionOptions options) {
        return call.header("X-Docker-Expose-Session-Uuid", id)
                .header("X-Docker-Expose-Session-Name", present(options.name()))
                .header("X-Docker-Expose-Session-Sharedkey", present(options.sharedKey()))
                .header("X-Docker-Expose-Session-Grpc-Method", options.methods());
    }

    private static List<String> present(@Nullable String value) {
        return value == null ? List.of() : List.of(value);
    }

    /**
     * Opens the session, to be closed when the build is over: by its own endpoint or, where an engine has that no longer, through
     * a gRPC call. Null for an engine that has neither, if the build can do without: credentials are in a header, too.
     */
    private static CompletableFuture<@Nullable DuplexBytes> opened(
            EngineCaller caller, BuildSession session, boolean needed, CompletableFuture<Void> over) {
        BuildSessionOptions options = BuildSessionOptions.builder()
                .name("estibador")
                .sharedKey(session.sharedKey())
                .methods(session.methods())
                .build();
        return until(over, caller.session(session(session.id(), options).serving(session), duplex -> duplex))
                .exceptionallyCompose(e -> {
                    if (!(Failures.unwrapped(e) instanceof NotFoundException)) {
                        return CompletableFuture.failedFuture(e);
                    }
                    Call tunnel = session(Call.post("/moby.buildkit.v1.Control/Session"), session.id(), options);
                    return until(over, caller.session(tunnel.carrying(session), duplex -> duplex))
                            .exceptionally(none -> withoutSession(needed, Failures.unwrapped(none)));
                });
    }

    /** Closes the connection that comes of it when the build is over, or never lets it come to be. */
    private static CompletableFuture<DuplexBytes> until(
            CompletableFuture<Void> over, CompletableFuture<DuplexBytes> opening) {
        over.whenComplete((nothing, e) -> opening.cancel(true));
        return opening.thenApply(connection -> {
            over.whenComplete((nothing, e) -> connection.close());
            return connection;
        });
    }

    /** Null for the ways in which engines show that they know nothing of it; any other failure is the build's. */
    private static @Nullable DuplexBytes withoutSession(boolean needed, Throwable failure) {
        boolean unknown = failure instanceof UnsupportedByEngineException
                || failure instanceof ConnectionException
                || failure instanceof MalformedReplyException;
        if (!unknown) {
            throw new CompletionException(failure);
        }
        if (needed) {
            throw new UnsupportedByEngineException(
                    "POST /build",
                    "secrets, SSH agents and a destination need a session of BuildKit, which this engine does not have",
                    failure);
        }
        return null;
    }
}
