package dev.estibador.engine;

import static dev.estibador.engine.Harbor.LIMIT;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.error.NotFoundException;
import dev.estibador.matrix.Capability;
import dev.estibador.matrix.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files and trees, which are streams in both directions. */
class CopiesEngineTest extends OverEveryReach {
    @TempDir
    Path disk;

    private String stopped() {
        String id =
                harbor.shell("mkdir -p /config/sub; echo one > /config/a; echo two > /config/sub/b; ln -s a /config/l");
        assertThat(harbor.exitCode(id)).isZero();
        return id;
    }

    @Test
    @Needs(Capability.SYMBOLIC_LINKS)
    void aFileIsDownloadedIntoAFolderOrToAName() throws Exception {
        String id = stopped();
        var containers = harbor.docker.containers();
        assertThat(await(containers.download(id, "/config/a", disk), LIMIT).size())
                .isEqualTo(4);
        await(containers.download(id, "/config/a", disk.resolve("renamed")), LIMIT);
        await(containers.download(id, "/config/l", disk.resolve("link")), LIMIT);

        assertThat(disk.resolve("a")).hasContent("one\n");
        assertThat(disk.resolve("renamed")).hasContent("one\n");
        assertThat(Files.readSymbolicLink(disk.resolve("link"))).isEqualTo(Path.of("a"));
        assertThatThrownBy(() -> await(containers.download(id, "/nowhere", disk), LIMIT))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> await(containers.download(id, "/config/a", disk.resolve("no/folder")), LIMIT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTreeIsDownloadedIntoAFolderOrToAName() {
        String id = stopped();
        var containers = harbor.docker.containers();
        await(containers.download(id, "/config", disk), LIMIT);
        await(containers.download(id, "/config", disk.resolve("renamed")), LIMIT);

        assertThat(disk.resolve("config/sub/b")).hasContent("two\n");
        assertThat(disk.resolve("renamed/sub/b")).hasContent("two\n");
    }

    @Test
    void filesAndTreesAreUploadedWhereTheyAreToBe() throws Exception {
        String id = stopped();
        var containers = harbor.docker.containers();
        Files.writeString(disk.resolve("file"), "from outside\n");
        Files.createDirectories(disk.resolve("tree/deep"));
        Files.writeString(disk.resolve("tree/deep/leaf"), "leaf\n");

        assertThat(await(containers.upload(id, disk.resolve("file"), "/config"), LIMIT))
                .isEqualTo("/config/file");
        assertThat(await(containers.upload(id, disk.resolve("file"), "/config/a"), LIMIT))
                .isEqualTo("/config/a");
        assertThat(await(containers.upload(id, disk.resolve("tree"), "/"), LIMIT))
                .isEqualTo("/tree");
        assertThat(await(containers.upload(id, disk.resolve("tree"), "/config/new"), LIMIT))
                .isEqualTo("/config/new");
        assertThatThrownBy(() -> await(containers.upload(id, disk.resolve("file"), "/nowhere/"), LIMIT))
                .isInstanceOf(NotFoundException.class);

        Path back = disk.resolve("back");
        await(containers.download(id, "/config", back), LIMIT);
        assertThat(back.resolve("file")).hasContent("from outside\n");
        assertThat(back.resolve("a")).hasContent("from outside\n");
        assertThat(back.resolve("new/deep/leaf")).hasContent("leaf\n");
        assertThat(await(containers.stat(id, "/tree/deep"), LIMIT).isDirectory())
                .isTrue();
    }
}
