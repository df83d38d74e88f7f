package dev.estibador.engine;

import static dev.estibador.engine.Harbor.LIMIT;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.error.DockerException;
import dev.estibador.error.NotFoundException;
import dev.estibador.matrix.Capability;
import dev.estibador.matrix.Needs;
import dev.estibador.plugin.Plugins;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@Needs(Capability.PLUGINS)
class PluginsEngineTest extends OverUnix {
    /** Of a registry that is not there, in an address range for which the engine needs no certificate. */
    private final String name = "127.0.0.1:1/estibador/" + UUID.randomUUID() + ":latest";

    private Plugins plugins;

    @BeforeEach
    void make() {
        plugins = harbor.docker.plugins();
        await(
                plugins.create(name, f -> f.text("config.json", config())
                        .file("rootfs/bin/busybox", Path.of(Reach.required("ESTIBADOR_BUSYBOX")))),
                LIMIT);
    }

    @AfterEach
    void removeWhatIsLeft() {
        for (var left : await(plugins.list(), LIMIT)) {
            if (left.name().equals(name)) {
                await(plugins.remove(name, true), LIMIT);
            }
        }
    }

    /** Busybox listens on no Unix socket, but the engine itself does, and to enable a plugin is to reach its socket. */
    private static String config() {
        return """
                {"description":"sleeps","interface":{"types":[],"socket":"../../../../..%s"},
                 "entrypoint":["/bin/busybox","sh","-c","trap exit TERM; while :; do /bin/busybox sleep 0.1; done"],"network":{"type":"none"},"linux":{},
                 "env":[{"name":"DEBUG","description":"more words","settable":["value"],"value":"0"}],
                 "args":{"name":"args","description":"","settable":[],"value":[]}}""".formatted(URI.create(Reach.required("ESTIBADOR_ENGINE_UNIX")).getPath());
    }

    @Test
    void aPluginOfFilesIsSetEnabledDisabledAndRemoved() {
        assertThat(await(plugins.inspect(name), LIMIT).enabled()).isFalse();
        await(plugins.set(name, "DEBUG=1"), LIMIT);
        await(plugins.enable(name, 10), LIMIT);
        var enabled = await(plugins.inspect(name), LIMIT);

        assertThat(enabled.enabled()).isTrue();
        assertThat(enabled.settings().env()).containsExactly("DEBUG=1");
        assertThat(enabled.config().description()).isEqualTo("sleeps");
        assertThat(enabled.config().env()).singleElement().satisfies(variable -> assertThat(variable.settable())
                .containsExactly("value"));
        assertThat(enabled.config().entrypoint()).startsWith("/bin/busybox", "sh", "-c");
        assertThat(enabled.config().rootFs().diffIds()).hasSize(1);
        assertThat(await(plugins.list(l -> l.filter("enabled", "true")), LIMIT)).contains(enabled);
        assertThatThrownBy(() -> await(plugins.remove(name), LIMIT)).isInstanceOf(DockerException.class);
        await(plugins.disable(name), LIMIT);
        await(plugins.remove(name), LIMIT);
        assertThatThrownBy(() -> await(plugins.inspect(name), LIMIT)).isInstanceOf(NotFoundException.class);
    }

    /** The engine of the tests reaches no registry, and says so: in the stream of a push (L36), in a status elsewhere. */
    @Test
    void aRegistryThatDoesNotAnswerFailsTheJob() {
        assertThatThrownBy(() -> await(plugins.push(name).result(), LIMIT))
                .isInstanceOf(DockerException.class)
                .hasMessageContaining("127.0.0.1:1");
        assertThatThrownBy(() -> await(
                        plugins.pull(name, List.of(), p -> p.name("estibador/other"))
                                .result(),
                        LIMIT))
                .isInstanceOf(DockerException.class)
                .hasMessageContaining("127.0.0.1:1");
        assertThat(await(plugins.privileges(name), LIMIT))
                .as("the one thing that it does not say")
                .isEmpty();
        assertThatThrownBy(() -> await(plugins.upgrade(name, name, List.of()).result(), LIMIT))
                .isInstanceOf(DockerException.class)
                .hasMessageContaining("127.0.0.1:1");
    }
}
