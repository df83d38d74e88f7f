package dev.estibador.engine;

import static dev.estibador.engine.Harbor.LIMIT;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.error.ConflictException;
import dev.estibador.error.NotFoundException;
import dev.estibador.matrix.Capability;
import dev.estibador.matrix.Needs;
import dev.estibador.stream.StreamSource;
import dev.estibador.volume.VolumeScope;
import dev.estibador.volume.Volumes;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VolumesEngineTest extends OverUnix {
    private final String name = "estibador-" + UUID.randomUUID();
    private Volumes volumes;

    @BeforeEach
    void volumes() {
        volumes = harbor.docker.volumes();
    }

    @AfterEach
    void removeWhatIsLeft() {
        for (var container :
                await(harbor.docker.containers().list(l -> l.all(true).filter("volume", name)), LIMIT)) {
            await(harbor.docker.containers().remove(container.id(), r -> r.force(true)), LIMIT);
        }
        await(volumes.remove(name, true), LIMIT);
    }

    private String shell(String script) {
        String id = harbor.create(c -> c.volume(name, "/data").cmd("sh", "-c", script));
        await(harbor.docker.containers().start(id), LIMIT);
        assertThat(harbor.exitCode(id)).isZero();
        return id;
    }

    @Test
    void aVolumeKeepsWhatContainersWriteAndIsNotRemovedMeanwhile() {
        await(volumes.create(name), LIMIT);
        shell("echo treasure > /data/chest");
        assertThat(harbor.logs(shell("cat /data/chest"), StreamSource.STDOUT)).isEqualTo("treasure\n");
        assertThatThrownBy(() -> await(volumes.remove(name), LIMIT)).isInstanceOf(ConflictException.class);
    }

    @Test
    @Needs(Capability.VOLUME_OPTIONS)
    void aVolumeIsAsItWasAskedFor() {
        var made = await(
                volumes.create(v -> v.name(name)
                        .driver("local")
                        .driverOpts("type", "tmpfs")
                        .driverOpts("device", "tmpfs")
                        .driverOpts("o", "size=1m")
                        .labels("a", "b")),
                LIMIT);
        var seen = await(volumes.inspect(name), LIMIT);
        var listed = await(volumes.list(l -> l.filter("name", name).filter("label", "a=b")), LIMIT);

        assertThat(seen.mountpoint()).isEqualTo(made.mountpoint());
        assertThat(seen.options()).containsEntry("o", "size=1m");
        assertThat(seen.labels()).containsEntry("a", "b");
        assertThat(seen.scope()).isEqualTo(VolumeScope.LOCAL);
        assertThat(seen.createdAt()).isNotNull();
        assertThat(listed.volumes()).containsExactly(seen);
        assertThat(harbor.logs(shell("stat -f -c %T /data"), StreamSource.STDOUT))
                .isEqualTo("tmpfs\n");
    }

    @Test
    void pruneRemovesWhatNobodyUses() {
        // since API 1.42, one that was given a name stays
        String anonymous =
                await(volumes.create(v -> v.labels("test", name)), LIMIT).name();
        var pruned = await(volumes.prune(p -> p.filter("label", "test=" + name)), LIMIT);

        assertThat(pruned.deleted()).containsExactly(anonymous);
        assertThat(pruned.spaceReclaimed()).isNotNull();
        assertThatThrownBy(() -> await(volumes.inspect(anonymous), LIMIT)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void oneThatIsNotThereIsRemovedByForceOnly() {
        assertThatThrownBy(() -> await(volumes.remove(name), LIMIT)).isInstanceOf(NotFoundException.class);
        await(volumes.remove(name, true), LIMIT);
    }
}
