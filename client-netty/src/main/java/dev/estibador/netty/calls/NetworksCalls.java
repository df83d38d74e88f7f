package dev.estibador.netty.calls;

import dev.estibador.network.ConnectRequest;
import dev.estibador.network.DisconnectRequest;
import dev.estibador.network.EndpointSettings;
import dev.estibador.network.NetworkCreated;
import dev.estibador.network.NetworkDetails;
import dev.estibador.network.NetworkInspectOptions;
import dev.estibador.network.NetworkListOptions;
import dev.estibador.network.NetworkPruneOptions;
import dev.estibador.network.NetworkSpec;
import dev.estibador.network.NetworkSummary;
import dev.estibador.network.Networks;
import dev.estibador.network.NetworksPruned;
import java.util.List;
import java.util.concurrent.CompletableFuture;

final class NetworksCalls implements Networks {
    private final EngineCaller caller;

    NetworksCalls(EngineCaller caller) {
        this.caller = caller;
    }

    @Override
    public CompletableFuture<List<NetworkSummary>> list(NetworkListOptions options) {
        return caller.list(Call.get("/networks").filters(options.filters()), NetworkSummary.class);
    }

    @Override
    public CompletableFuture<NetworkDetails> inspect(String id, NetworkInspectOptions options) {
        Call call =
                Call.get("/networks/{}", id).flag("verbose", options.verbose()).query("scope", options.scope());
        return caller.value(call, NetworkDetails.class);
    }

    @Override
    public CompletableFuture<Void> remove(String id) {
        return caller.done(Call.delete("/networks/{}", id).patient());
    }

    @Override
    public CompletableFuture<NetworkCreated> create(NetworkSpec spec) {
        return caller.value(Call.post("/networks/create").json(spec).patient(), NetworkCreated.class);
    }

    @Override
    public CompletableFuture<Void> connect(String id, String container, EndpointSettings endpoint) {
        return caller.done(Call.post("/networks/{}/connect", id)
                .json(new ConnectRequest(container, endpoint))
                .patient());
    }

    @Override
    public CompletableFuture<Void> disconnect(String id, String container, boolean force) {
        return caller.done(Call.post("/networks/{}/disconnect", id)
                .json(new DisconnectRequest(container, force))
                .patient());
    }

    @Override
    public CompletableFuture<NetworksPruned> prune(NetworkPruneOptions options) {
        return caller.value(
                Call.post("/networks/prune").filters(options.filters()).patient(), NetworksPruned.class);
    }
}
