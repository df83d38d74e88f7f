package dev.estibador.netty.session;

import dev.estibador.build.BuildContext;
import dev.estibador.build.BuildSecret;
import dev.estibador.common.RegistryAuth;
import dev.estibador.error.DockerException;
import dev.estibador.error.StreamFailedException;
import dev.estibador.image.BuildOptions;
import dev.estibador.netty.http.GrpcCall;
import dev.estibador.netty.http.GrpcService;
import dev.estibador.netty.http.GrpcStatus;
import dev.estibador.netty.wire.Protobuf;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The services of one build, each under the name of the gRPC method that it answers. */
public final class BuildSession implements GrpcService, AutoCloseable {
    private static final String HEALTH = "/grpc.health.v1.Health/Check";
    private static final int STATUS = 1;
    private static final int SERVING = 1;
    private static final int ID_BITS = 128;
    private static final int ID_RADIX = 36;

    private final String id = new BigInteger(ID_BITS, new SecureRandom()).toString(ID_RADIX);
    private final Map<String, Consumer<GrpcCall>> methods = new LinkedHashMap<>();
    private final BuildContext.@Nullable OfFolder context;
    private final Map<String, BuildSecret> secrets;
    private final @Nullable SshService ssh;
    private final @Nullable ExportService export;
    private final @Nullable SyncService sync;
    private final AtomicReference<@Nullable DockerException> failure = new AtomicReference<>();

    /**
     * @param context that the engine synchronizes; null for none
     * @param executor where files and agents are waited for, and the caller's streams are written to
     * @param logins whom a registry knows the caller as, by its host; null for nobody
     */
    public BuildSession(
            BuildOptions options,
            BuildContext.@Nullable OfFolder context,
            Executor executor,
            Function<String, CompletableFuture<@Nullable RegistryAuth>> logins) {
        this.context = context;
        secrets = options.secrets();
        // not on the executor, which may be busy with files for longer than an engine waits for this
        methods.put(
                HEALTH,
                call -> Calls.unary(call, Runnable::run, request -> CompletableFuture.completedFuture(healthy())));
        methods.put(AuthService.CREDENTIALS, new AuthService(logins, executor)::serve);
        if (!secrets.isEmpty()) {
            methods.put(SecretService.GET, new SecretService(secrets, executor)::serve);
        }
        if (options.sshAgents().isEmpty()) {
            ssh = null;
        } else {
            ssh = new SshService(options.sshAgents(), executor);
            methods.put(SshService.CHECK, ssh::check);
            methods.put(SshService.FORWARD, ssh::forward);
        }
        if (options.destination() == null) {
            export = null;
        } else {
            export = new ExportService(options.destination(), executor, own -> failure.compareAndSet(null, own));
            methods.put(ExportService.DIFF_COPY, export::serve);
        }
        if (context == null) {
            sync = null;
        } else {
            sync = new SyncService(context, executor, own -> failure.compareAndSet(null, own));
            methods.put(SyncService.DIFF_COPY, sync::serve);
        }
    }

    private static ByteBuffer healthy() {
        return new Protobuf.Writer().number(STATUS, SERVING).message();
    }

    /** By which the build names its session. */
    public String id() {
        return id;
    }

    /**
     * By which the engine finds what it has of the folder since an earlier build; null without one. The same for the same
     * folder, of which it gives nothing away.
     */
    public @Nullable String sharedKey() {
        return context == null
                ? null
                : digest(context.folder().toAbsolutePath().normalize().toString());
    }

    private static String digest(String text) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    public List<String> methods() {
        return List.copyOf(methods.keySet());
    }

    /** What went wrong on this side, of which the engine knows no more than that; null if nothing did. */
    public @Nullable DockerException failure() {
        return failure.get();
    }

    /** Why a build that the engine calls a success is none: the same, or that its result never came; null if it is one. */
    public @Nullable DockerException missing() {
        DockerException known = failure.get();
        return known == null && export != null && !export.isTaken()
                ? new StreamFailedException("POST /build", "the engine ended the build and sent no result", null)
                : known;
    }

    @Override
    public void serve(GrpcCall call) {
        Consumer<GrpcCall> method = methods.get(call.method());
        if (method == null) {
            call.end(GrpcStatus.unimplemented("the client does not serve " + call.method()));
        } else {
            method.accept(call);
        }
    }

    /** Lets go of the agents and of files, and forgets the secrets that it was given as bytes. */
    @Override
    public void close() {
        if (ssh != null) {
            ssh.close();
        }
        if (sync != null) {
            sync.close();
        }
        for (BuildSecret secret : secrets.values()) {
            if (secret instanceof BuildSecret.OfBytes bytes) {
                bytes.wipe();
            }
        }
    }
}
