package dev.estibador.netty.calls;

import dev.estibador.common.ApiVersion;
import dev.estibador.common.Filters;
import dev.estibador.common.ObjectVersion;
import dev.estibador.common.Platform;
import dev.estibador.common.RegistryAuth;
import dev.estibador.container.LogOptions;
import dev.estibador.netty.http.GrpcService;
import dev.estibador.netty.http.HttpBody;
import dev.estibador.netty.http.HttpCall;
import dev.estibador.netty.json.Json;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A call as an endpoint describes it: method, path, query and body. Built up, then sent once. */
final class Call implements HttpCall.Origin {
    private final String method;
    private final String template;
    private final String path;
    private final String label;
    private String query = "";
    private byte[] json = {};
    private Map<String, List<String>> headers = Map.of();
    private List<Feature> features = List.of();
    private @Nullable HttpBody body;
    private @Nullable String upgrade;
    private @Nullable GrpcService service;
    private @Nullable Supplier<? extends CompletableFuture<?>> preparation;
    private volatile Supplier<? extends @Nullable Throwable> failure = () -> null;
    private String notFound = "";
    private boolean patient;
    private boolean versioned = true;

    private Call(String method, String template, String... names) {
        this.method = method;
        this.template = template;
        this.path = Uris.path(template, names);
        this.label = method + " " + path;
    }

    static Call get(String template, String... names) {
        return new Call("GET", template, names);
    }

    static Call head(String template, String... names) {
        return new Call("HEAD", template, names);
    }

    static Call post(String template, String... names) {
        return new Call("POST", template, names);
    }

    static Call put(String template, String... names) {
        return new Call("PUT", template, names);
    }

    static Call delete(String template, String... names) {
        return new Call("DELETE", template, names);
    }

    /** One parameter; null is not sent, but an empty text, false and 0 are. */
    Call query(String name, @Nullable Object value) {
        if (value != null) {
            query += (query.isEmpty() ? "?" : "&") + name + "=" + Uris.query(String.valueOf(value));
        }
        return this;
    }

    /** A time, as seconds since 1970 with nanoseconds. */
    Call query(String name, @Nullable Instant time) {
        return time == null
                ? this
                : query(name, String.format(Locale.ROOT, "%d.%09d", time.getEpochSecond(), time.getNano()));
    }

    /** A parameter that engines have since that API version. */
    Call query(String name, @Nullable Object value, String since) {
        if (value != null) {
            needs(new Feature("the parameter " + name, since));
        }
        return query(name, value);
    }

    /** A parameter that is repeated for each value. */
    Call queries(String name, List<?> values) {
        values.forEach(value -> query(name, value));
        return this;
    }

    /** What a 404 means whose reply has no room for words, as that to a {@code HEAD}. */
    Call notFound(String meaning) {
        notFound = meaning;
        return this;
    }

    /** Empty if the engine says it. */
    String notFound() {
        return notFound;
    }

    /** A parameter that is sent, as {@code true}, only where it is true, the engine's default being false. */
    Call flag(String name, boolean value) {
        return value ? query(name, true) : this;
    }

    Call flag(String name, boolean value, String since) {
        return value ? query(name, true, since) : this;
    }

    /** What part of a container's log is asked for, and in which form. */
    Call logs(LogOptions options) {
        Call call = partOfLog(options);
        return options.structured() ? call.header("Accept", Framing.STRUCTURED) : call;
    }

    /** The same of a swarm's services and tasks, whose logs have one form, and which the engine does not end at a time. */
    Call swarmLogs(LogOptions options) {
        if (options.until() != null) {
            throw new IllegalArgumentException("engines do not know \"until\" for the logs of services and tasks");
        }
        return partOfLog(options);
    }

    /** The engine may take its time. */
    private Call partOfLog(LogOptions options) {
        return flag("follow", options.follow())
                .flag("stdout", options.stdout())
                .flag("stderr", options.stderr())
                .query("since", options.since())
                .query("until", options.until())
                .flag("timestamps", options.timestamps())
                .query("tail", options.tail())
                .flag("details", options.details())
                .patient();
    }

    Call filters(Filters filters) {
        return jsonQuery("filters", filters.values());
    }

    /** A parameter whose value is JSON; an empty map or list is not sent. */
    Call jsonQuery(String name, Map<String, ?> value) {
        return value.isEmpty() ? this : query(name, Json.text(value));
    }

    Call jsonQuery(String name, List<?> value) {
        return value.isEmpty() ? this : query(name, Json.text(value));
    }

    /** Which variant of an image is meant, as JSON, since that API version. */
    Call platform(@Nullable Platform platform, String since) {
        return query("platform", platform == null ? null : Json.text(platform), since);
    }

    /** Which variants of images are meant: one since API 1.48, several since 1.52. */
    Call platforms(List<Platform> platforms) {
        platforms.forEach(platform -> platform(platform, platforms.size() == 1 ? "1.48" : "1.52"));
        return this;
    }

    Call json(Object value) {
        Feature.collect(value, "", this::needs);
        json = Json.write(value);
        body = new HttpBody.Bytes(ByteBuffer.wrap(json));
        return header("Content-Type", "application/json");
    }

    /** Wipes a body that was made for this call, as it may hold secrets. To be called when it is over. */
    void wipe() {
        Arrays.fill(json, (byte) 0);
    }

    Call tar(HttpBody content) {
        body = content;
        return header("Content-Type", "application/x-tar");
    }

    /** Who asks, for calls that make the engine turn to a registry; null where that is left as it was said before. */
    Call registryAuth(@Nullable RegistryAuth auth) {
        return auth == null ? this : jsonHeader("X-Registry-Auth", auth);
    }

    /** As {@link #registryAuth(RegistryAuth)}; without it, who is found when the call is made. */
    Call registryAuth(@Nullable RegistryAuth auth, Supplier<CompletableFuture<@Nullable RegistryAuth>> otherwise) {
        return auth == null ? after(() -> otherwise.get().thenAccept(this::registryAuth)) : registryAuth(auth);
    }

    /** A header whose value is JSON in base64. */
    Call jsonHeader(String name, Object value) {
        byte[] json = Json.write(value);
        try {
            return header(name, Base64.getUrlEncoder().encodeToString(json));
        } finally {
            Arrays.fill(json, (byte) 0);
        }
    }

    Call header(String name, String value) {
        return header(name, List.of(value));
    }

    /** A header that is repeated for each value; none where there is none. Values are printable ASCII. */
    Call header(String name, List<String> values) {
        for (String value : values) {
            if (value.chars().anyMatch(c -> c < ' ' || c > '~')) {
                throw new IllegalArgumentException("the header " + name + " can hold printable ASCII only");
            }
        }
        if (headers.isEmpty()) {
            headers = new LinkedHashMap<>();
        }
        headers.put(name, values);
        return this;
    }

    /** Asks the engine to hand over the connection, in that protocol: it is one of the call's own. */
    Call upgrade(String protocol) {
        upgrade = protocol;
        return this;
    }

    /** Asks the engine for a connection over which it calls us by gRPC. */
    Call serving(GrpcService answers) {
        service = answers;
        return upgrade("h2c");
    }

    /** Is a gRPC call, whose messages are the bytes of a connection over which the engine calls us. */
    Call carrying(GrpcService answers) {
        service = answers;
        return upgrade(HttpCall.TUNNEL).unversioned();
    }

    /** Is sent only once that is done, which may still add to it; a failure of it is the call's. */
    Call after(Supplier<? extends CompletableFuture<?>> before) {
        preparation = before;
        return this;
    }

    /** An endpoint that engines have since that API version. */
    Call since(String version) {
        return needs(new Feature("this call", version));
    }

    private Call needs(Feature feature) {
        if (features.isEmpty()) {
            features = new ArrayList<>();
        }
        features.add(feature);
        return this;
    }

    /** Fails if the call asks for what engines of that version do not have. */
    void check(ApiVersion spoken) {
        features.forEach(feature -> feature.require(label(), spoken));
    }

    /** The engine may take as long as it likes to answer: a connection of its own, and no limit for the reply's head. */
    Call patient() {
        patient = true;
        return this;
    }

    /** As {@link #patient()}, where what is asked for may take long. */
    Call patientIf(boolean slow) {
        patient |= slow;
        return this;
    }

    /** Which state of a swarm's object an update starts from. */
    Call version(ObjectVersion version) {
        return query("version", Long.toUnsignedString(version.index()));
    }

    /** Sent without an API version in its path. */
    Call unversioned() {
        versioned = false;
        return this;
    }

    /** Whether nothing has to be done before the call can be sent. */
    boolean isReady() {
        return preparation == null;
    }

    /** Does what has to be done; the call can be sent when that is complete. */
    CompletableFuture<?> ready() {
        return preparation == null ? CompletableFuture.completedFuture(this) : preparation.get();
    }

    /** Where to look, when the call is cancelled, for whether it failed in the eyes of its caller. */
    Call failsWith(Supplier<? extends @Nullable Throwable> cause) {
        failure = cause;
        return this;
    }

    /** Is the rest of that call: fails as it does. */
    Call restOf(Call whole) {
        return failsWith(whole::failure);
    }

    @Override
    public @Nullable Throwable failure() {
        return failure.get();
    }

    String method() {
        return method;
    }

    @Override
    public String template() {
        return template;
    }

    @Override
    public String path() {
        return path;
    }

    String target(String prefix) {
        return prefix.isEmpty() && query.isEmpty() ? path : prefix + path + query;
    }

    /** Method and path, for errors; no query, since that may hold secrets. */
    String label() {
        return label;
    }

    Map<String, List<String>> headers() {
        return headers;
    }

    @Nullable
    HttpBody body() {
        return body;
    }

    @Nullable
    String upgrade() {
        return upgrade;
    }

    @Nullable
    GrpcService service() {
        return service;
    }

    boolean isPatient() {
        return patient;
    }

    boolean isVersioned() {
        return versioned;
    }
}
