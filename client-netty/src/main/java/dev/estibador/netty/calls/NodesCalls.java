package dev.estibador.netty.calls;

import dev.estibador.common.Filters;
import dev.estibador.common.ObjectVersion;
import dev.estibador.swarm.Node;
import dev.estibador.swarm.NodeSpec;
import dev.estibador.swarm.Nodes;
import java.util.List;
import java.util.concurrent.CompletableFuture;

final class NodesCalls implements Nodes {
    private final EngineCaller caller;

    NodesCalls(EngineCaller caller) {
        this.caller = caller;
    }

    @Override
    public CompletableFuture<List<Node>> list(Filters filters) {
        return caller.list(Call.get("/nodes").filters(filters), Node.class);
    }

    @Override
    public CompletableFuture<Node> inspect(String id) {
        return caller.value(Call.get("/nodes/{}", id), Node.class);
    }

    @Override
    public CompletableFuture<Void> remove(String id, boolean force) {
        return caller.done(Call.delete("/nodes/{}", id).flag("force", force));
    }

    @Override
    public CompletableFuture<Void> update(String id, ObjectVersion version, NodeSpec spec) {
        return caller.done(Call.post("/nodes/{}/update", id).version(version).json(spec));
    }
}
