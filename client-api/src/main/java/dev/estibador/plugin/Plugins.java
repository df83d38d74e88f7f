package dev.estibador.plugin;

import static dev.estibador.common.Builders.built;

import dev.estibador.common.FileSet;
import dev.estibador.common.RegistryAuth;
import dev.estibador.stream.ProgressStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Plugins that the engine manages. A {@code name} has an optional tag, {@code latest} being its default; a plugin that
 * does not exist is a {@link dev.estibador.error.NotFoundException}. Without {@code auth} it is the one whom the client's
 * credentials name who asks the registry.
 */
public interface Plugins {
    /** {@code GET /plugins}. The installed plugins. */
    CompletableFuture<List<PluginDetails>> list(PluginListOptions options);

    default CompletableFuture<List<PluginDetails>> list(Consumer<PluginListOptions.Builder> options) {
        return list(built(PluginListOptions.builder(), options).build());
    }

    default CompletableFuture<List<PluginDetails>> list() {
        return list(PluginListOptions.DEFAULTS);
    }

    /**
     * {@code GET /plugins/privileges}. What the registry's plugin {@code remote} asks to be allowed. Some engines give an
     * empty list where the registry does not answer.
     */
    CompletableFuture<List<PluginPrivilege>> privileges(String remote, @Nullable RegistryAuth auth);

    default CompletableFuture<List<PluginPrivilege>> privileges(String remote) {
        return privileges(remote, null);
    }

    /**
     * {@code POST /plugins/pull}. Installs the registry's plugin {@code remote}, which has to be enabled then. The
     * privileges are those that it asks for, all of them: what {@link #privileges(String) privileges} gives.
     */
    ProgressStream<Void> pull(String remote, List<PluginPrivilege> privileges, PluginPullOptions options);

    default ProgressStream<Void> pull(
            String remote, List<PluginPrivilege> privileges, Consumer<PluginPullOptions.Builder> options) {
        return pull(
                remote, privileges, built(PluginPullOptions.builder(), options).build());
    }

    default ProgressStream<Void> pull(String remote, List<PluginPrivilege> privileges) {
        return pull(remote, privileges, PluginPullOptions.DEFAULTS);
    }

    /** {@code GET /plugins/{name}/json}. All that the engine knows of a plugin. */
    CompletableFuture<PluginDetails> inspect(String name);

    /** {@code DELETE /plugins/{name}}. One that is enabled goes with {@code force} only. */
    CompletableFuture<Void> remove(String name, boolean force);

    default CompletableFuture<Void> remove(String name) {
        return remove(name, false);
    }

    /**
     * {@code POST /plugins/{name}/enable}. Starts a plugin, and gives it so many seconds for each of the engine's calls; 0
     * is no limit.
     */
    CompletableFuture<Void> enable(String name, int timeoutSeconds);

    default CompletableFuture<Void> enable(String name) {
        return enable(name, 30);
    }

    /** {@code POST /plugins/{name}/disable}. Stops a plugin; with {@code force} also one in use. */
    CompletableFuture<Void> disable(String name, boolean force);

    default CompletableFuture<Void> disable(String name) {
        return disable(name, false);
    }

    /**
     * {@code POST /plugins/{name}/upgrade}. Replaces a disabled plugin by the registry's {@code remote}, with its privileges
     * as {@link #pull(String, List) pull} takes them.
     */
    ProgressStream<Void> upgrade(
            String name, String remote, List<PluginPrivilege> privileges, @Nullable RegistryAuth auth);

    default ProgressStream<Void> upgrade(String name, String remote, List<PluginPrivilege> privileges) {
        return upgrade(name, remote, privileges, null);
    }

    /**
     * {@code POST /plugins/create}. Makes a plugin of files: {@code config.json} and the folder {@code rootfs}. They are
     * read while they are sent.
     */
    CompletableFuture<Void> create(String name, FileSet files);

    default CompletableFuture<Void> create(String name, Consumer<FileSet.Builder> files) {
        return create(name, FileSet.of(files));
    }

    /** {@code POST /plugins/{name}/push}. Sends a plugin to the registry that its name names. */
    ProgressStream<Void> push(String name, @Nullable RegistryAuth auth);

    default ProgressStream<Void> push(String name) {
        return push(name, null);
    }

    /**
     * {@code POST /plugins/{name}/set}. Sets what may be set of a disabled plugin: {@code DEBUG=1} a variable,
     * {@code mymount.source=/data} a field of what has that name.
     */
    CompletableFuture<Void> set(String name, List<String> settings);

    default CompletableFuture<Void> set(String name, String... settings) {
        return set(name, List.of(settings));
    }
}
