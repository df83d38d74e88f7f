package dev.estibador.engine;

import static dev.estibador.engine.Harbor.LIMIT;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.error.DockerException;
import dev.estibador.error.NotFoundException;
import dev.estibador.error.StreamFailedException;
import dev.estibador.matrix.Capability;
import dev.estibador.matrix.EngineUnderTest;
import dev.estibador.matrix.Needs;
import dev.estibador.plugin.PluginPrivilege;
import dev.estibador.stream.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes to a real registry and comes back from it. */
@Needs(Capability.REGISTRY)
class RegistryEngineTest extends OverUnix {
    private final String repository = Reach.required("ESTIBADOR_REGISTRY") + "/estibador/"
            + UUID.randomUUID().toString().substring(0, 8);

    @AfterEach
    void removeWhatIsLeft() {
        harbor.removeNames(repository);
        if (!EngineUnderTest.can(Capability.PLUGINS)) {
            return;
        }
        for (var plugin : await(harbor.docker.plugins().list(), LIMIT)) {
            if (plugin.name().startsWith(repository)) {
                await(harbor.docker.plugins().remove(plugin.name(), true), LIMIT);
            }
        }
    }

    @Test
    @Needs({Capability.DISTRIBUTION, Capability.STEPS})
    void anImageIsPushedAndPulledByTagAndByDigest() {
        var images = harbor.docker.images();
        await(images.tag(Harbor.IMAGE, repository + ":one"), LIMIT);
        List<Progress> steps = new ArrayList<>();
        var pushed = await(images.push(repository + ":one").result(steps::add), LIMIT);
        var tag = pushed.tags().get(0);

        assertThat(tag.tag()).isEqualTo("one");
        assertThat(tag.digest()).startsWith("sha256:");
        assertThat(steps).as("what became of each layer").anyMatch(step -> step.id() != null);
        var known = await(harbor.docker.system().distribution(repository + ":one"), LIMIT);
        assertThat(known.descriptor().digest()).isEqualTo(tag.digest());

        await(images.remove(repository + ":one"), LIMIT);
        await(images.pull(repository + ":one").result(), LIMIT);
        assertThat(await(images.inspect(repository + ":one"), LIMIT).repoDigests())
                .contains(repository + "@" + tag.digest());

        await(images.remove(repository + ":one"), LIMIT);
        await(images.pull(repository + "@" + tag.digest()).result(), LIMIT);
        assertThat(await(images.inspect(repository + "@" + tag.digest()), LIMIT).id())
                .isEqualTo(await(images.inspect(Harbor.IMAGE), LIMIT).id());
        await(images.remove(repository + "@" + tag.digest()), LIMIT);
    }

    /** L36. */
    @Test
    void anImageThatTheRegistryDoesNotHaveFailsThePull() {
        assertThatThrownBy(() ->
                        await(harbor.docker.images().pull(repository + ":none").result(), LIMIT))
                .isInstanceOfAny(NotFoundException.class, StreamFailedException.class);
    }

    @Test
    @Needs(Capability.PLUGINS)
    void aPluginIsPushedPulledWithItsPrivilegesAndUpgraded() {
        var plugins = harbor.docker.plugins();
        String first = repository + ":first";
        String second = repository + ":second";
        for (String name : List.of(first, second)) {
            await(
                    plugins.create(name, f -> f.text("config.json", config(name))
                            // or else a plugin may find the content of one that is removed still there: a conflict
                            .text("rootfs/name", name)
                            .file("rootfs/bin/busybox", Path.of(Reach.required("ESTIBADOR_BUSYBOX")))),
                    LIMIT);
            await(plugins.push(name).result(), LIMIT);
            await(plugins.remove(name), LIMIT);
        }

        List<PluginPrivilege> privileges = await(plugins.privileges(first), LIMIT);
        assertThat(privileges).singleElement().satisfies(privilege -> {
            assertThat(privilege.name()).isEqualTo("network");
            assertThat(privilege.value()).containsExactly("host");
        });
        assertThatThrownBy(() -> await(plugins.pull(first, List.of()).result(), LIMIT))
                .as("what it may do must be granted")
                .isInstanceOf(DockerException.class);
        await(plugins.pull(first, privileges).result(), LIMIT);
        assertThat(await(plugins.inspect(first), LIMIT).config().description()).isEqualTo(first);

        await(plugins.upgrade(first, second, privileges).result(), LIMIT);
        var upgraded = await(plugins.inspect(first), LIMIT);
        assertThat(upgraded.config().description()).isEqualTo(second);
        assertThat(upgraded.pluginReference()).isEqualTo(second);
        await(plugins.remove(first), LIMIT);
    }

    private static String config(String description) {
        return """
                {"description":"%s","interface":{"types":[],"socket":"s"},"entrypoint":["/bin/busybox","sleep","600"],
                 "network":{"type":"host"},"linux":{},"env":[],"args":{"name":"","description":"","settable":[],"value":[]}}""".formatted(description);
    }
}
