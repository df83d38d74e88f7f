package dev.estibador.netty.calls;

import dev.estibador.common.FileSet;
import dev.estibador.common.RegistryAuth;
import dev.estibador.plugin.PluginDetails;
import dev.estibador.plugin.PluginListOptions;
import dev.estibador.plugin.PluginPrivilege;
import dev.estibador.plugin.PluginPullOptions;
import dev.estibador.plugin.Plugins;
import dev.estibador.stream.ProgressStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

final class PluginsCalls implements Plugins {
    private final EngineCaller caller;
    private final RegistryLogins logins;

    PluginsCalls(EngineCaller caller, RegistryLogins logins) {
        this.caller = caller;
        this.logins = logins;
    }

    @Override
    public CompletableFuture<List<PluginDetails>> list(PluginListOptions options) {
        return caller.list(Call.get("/plugins").filters(options.filters()), PluginDetails.class);
    }

    @Override
    public CompletableFuture<List<PluginPrivilege>> privileges(String remote, @Nullable RegistryAuth auth) {
        Call call = Call.get("/plugins/privileges")
                .query("remote", remote)
                .registryAuth(auth, logins.forName(remote))
                .patient();
        return caller.list(call, PluginPrivilege.class);
    }

    @Override
    public ProgressStream<Void> pull(String remote, List<PluginPrivilege> privileges, PluginPullOptions options) {
        return JobStream.done(
                caller,
                Call.post("/plugins/pull")
                        .query("remote", remote)
                        .query("name", options.name())
                        .registryAuth(options.auth(), logins.forName(remote))
                        .json(privileges)
                        .patient());
    }

    @Override
    public CompletableFuture<PluginDetails> inspect(String name) {
        return caller.value(Call.get("/plugins/{}/json", name), PluginDetails.class);
    }

    @Override
    public CompletableFuture<Void> remove(String name, boolean force) {
        return caller.done(Call.delete("/plugins/{}", name).flag("force", force).patient());
    }

    @Override
    public CompletableFuture<Void> enable(String name, int timeoutSeconds) {
        return caller.done(Call.post("/plugins/{}/enable", name)
                .query("timeout", timeoutSeconds)
                .patient());
    }

    @Override
    public CompletableFuture<Void> disable(String name, boolean force) {
        return caller.done(
                Call.post("/plugins/{}/disable", name).flag("force", force).patient());
    }

    @Override
    public ProgressStream<Void> upgrade(
            String name, String remote, List<PluginPrivilege> privileges, @Nullable RegistryAuth auth) {
        return JobStream.done(
                caller,
                Call.post("/plugins/{}/upgrade", name)
                        .query("remote", remote)
                        .registryAuth(auth, logins.forName(remote))
                        .json(privileges)
                        .patient());
    }

    @Override
    public CompletableFuture<Void> create(String name, FileSet files) {
        return caller.done(Call.post("/plugins/create")
                .query("name", name)
                .tar(TarBody.of(files, caller.executor()))
                .patient());
    }

    @Override
    public ProgressStream<Void> push(String name, @Nullable RegistryAuth auth) {
        return JobStream.done(
                caller,
                Call.post("/plugins/{}/push", name)
                        .registryAuth(RegistryAuth.ANONYMOUS)
                        .registryAuth(auth, logins.forName(name))
                        .patient());
    }

    @Override
    public CompletableFuture<Void> set(String name, List<String> settings) {
        return caller.done(Call.post("/plugins/{}/set", name).json(settings));
    }
}
