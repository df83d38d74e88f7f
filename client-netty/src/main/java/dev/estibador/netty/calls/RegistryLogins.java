package dev.estibador.netty.calls;

import dev.estibador.common.ImageReference;
import dev.estibador.common.RegistryAuth;
import dev.estibador.connect.RegistryCredentials;
import dev.estibador.netty.connect.CliCredentials;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** As whom the client asks registries: looked up on the executor, since that may run programs or the user's code. */
final class RegistryLogins implements AutoCloseable {
    private final @Nullable Function<String, @Nullable RegistryAuth> lookup;
    private final Executor executor;

    RegistryLogins(RegistryCredentials credentials, Executor executor) {
        this.executor = executor;
        if (credentials == RegistryCredentials.NONE) {
            lookup = null;
        } else if (credentials instanceof RegistryCredentials.DockerCli cli) {
            lookup = new CliCredentials(cli.environment());
        } else {
            lookup = ((RegistryCredentials.Given) credentials).lookup();
        }
    }

    /** Whether they are the user's own, which the docker CLI keeps, and not the program's. */
    boolean areTheUsers() {
        return lookup instanceof CliCredentials;
    }

    /** Whether there is anybody to ask. */
    boolean knowAnybody() {
        return lookup != null;
    }

    /**
     * Null for nobody; fails as the look-up does. Completes on the executor.
     *
     * @param address a host, or any address of a registry, such as {@code https://index.docker.io/v1/}
     */
    CompletableFuture<@Nullable RegistryAuth> forRegistry(String address) {
        Function<String, @Nullable RegistryAuth> asked = lookup;
        return asked == null
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.supplyAsync(() -> asked.apply(RegistryCredentials.registryOf(address)), executor);
    }

    /** A look-up for the registry that the name of an image or a plugin begins with. */
    Supplier<CompletableFuture<@Nullable RegistryAuth>> forName(String name) {
        return () -> forRegistry(ImageReference.registryIn(name));
    }

    /** Ends the program that runs for a look-up, if one does. */
    @Override
    public void close() {
        if (lookup instanceof CliCredentials cli) {
            cli.close();
        }
    }
}
