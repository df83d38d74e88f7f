package dev.estibador.netty.calls;

import dev.estibador.common.ApiVersion;
import dev.estibador.common.RegistryAuth;
import dev.estibador.netty.http.HttpReply;
import dev.estibador.netty.json.Json;
import dev.estibador.stream.EngineStream;
import dev.estibador.stream.ResumeListener;
import dev.estibador.system.DiskUsage;
import dev.estibador.system.DiskUsageOptions;
import dev.estibador.system.DistributionDetails;
import dev.estibador.system.EngineInfo;
import dev.estibador.system.EngineVersion;
import dev.estibador.system.Event;
import dev.estibador.system.EventGap;
import dev.estibador.system.EventOptions;
import dev.estibador.system.LoggedIn;
import dev.estibador.system.Ping;
import dev.estibador.system.SystemInfo;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

final class SystemCalls implements SystemInfo {
    private static final int NO_CONTENT = 204;

    private final EngineCaller caller;
    private final RegistryLogins logins;

    SystemCalls(EngineCaller caller, RegistryLogins logins) {
        this.caller = caller;
        this.logins = logins;
    }

    @Override
    public CompletableFuture<LoggedIn> login(RegistryAuth auth) {
        Call call = Call.post("/auth").json(auth).patient();
        return caller.value(
                call,
                (reply, body) -> reply.status() == NO_CONTENT
                        ? new LoggedIn("", null)
                        : Json.read(call.label(), body, LoggedIn.class));
    }

    @Override
    public CompletableFuture<EngineInfo> info() {
        return caller.value(Call.get("/info").patient(), EngineInfo.class);
    }

    @Override
    public CompletableFuture<EngineVersion> version() {
        return caller.value(Call.get("/version"), EngineVersion.class);
    }

    @Override
    public CompletableFuture<Ping> ping() {
        return caller.value(Call.get("/_ping").unversioned(), (reply, body) -> ping(reply));
    }

    private static Ping ping(HttpReply reply) {
        return new Ping(
                version(reply.header("Api-Version")),
                reply.header("Ostype"),
                reply.header("Builder-Version"),
                reply.header("Swarm"),
                Boolean.parseBoolean(reply.header("Docker-Experimental")),
                reply.header("Server"));
    }

    private static @Nullable ApiVersion version(@Nullable String header) {
        try {
            return header == null ? null : ApiVersion.parse(header);
        } catch (IllegalArgumentException e) {
            // an odd header must not fail a ping
            return null;
        }
    }

    @Override
    public EngineStream<Event> events(EventOptions options) {
        ResumeListener<? super EventGap> listener = options.resume();
        if (listener == null) {
            return caller.jsonStream(eventsCall(options), Event.class);
        }
        EventResumption resumption = new EventResumption(SystemCalls::eventsCall, options, listener);
        return new SignalledStream<>(caller.stream(
                eventsCall(options), reply -> CompletableFuture.completedFuture(resumption.withSignals()), resumption));
    }

    private static Call eventsCall(EventOptions options) {
        return Call.get("/events")
                .query("since", options.since())
                .query("until", options.until())
                .filters(options.filters())
                .patient();
    }

    @Override
    public CompletableFuture<DiskUsage> df(DiskUsageOptions options) {
        Call call = Call.get("/system/df").patient();
        options.types().forEach(type -> call.query("type", type, "1.42"));
        return caller.value(call.flag("verbose", options.verbose(), "1.52"), DiskUsage.class);
    }

    @Override
    public CompletableFuture<DistributionDetails> distribution(String name, @Nullable RegistryAuth auth) {
        Call call = Call.get("/distribution/{}/json", name)
                .registryAuth(auth, logins.forName(name))
                .patient();
        return caller.value(call, DistributionDetails.class);
    }
}
