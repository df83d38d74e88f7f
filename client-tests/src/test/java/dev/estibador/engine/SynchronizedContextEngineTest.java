package dev.estibador.engine;

import static dev.estibador.engine.Harbor.LIMIT;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.DockerClient;
import dev.estibador.build.BuildContext;
import dev.estibador.build.Dockerfile;
import dev.estibador.error.UploadFailedException;
import dev.estibador.image.BuildOptions;
import dev.estibador.image.BuilderVersion;
import dev.estibador.matrix.Capability;
import dev.estibador.matrix.DefaultEngineOnly;
import dev.estibador.matrix.Needs;
import dev.estibador.matrix.OnOneJava;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** A folder that BuildKit asks for file by file, so that only what it has not yet travels. */
@Needs(Capability.BUILDKIT)
@OnOneJava("is about bytes and files, which no Java has its own way with")
class SynchronizedContextEngineTest extends OverUnix {
    private static final int TREES = 10;
    private static final int MIB = 1 << 20;

    /** All that a copy keeps. The classic builder does not keep the times of folders, and takes from files the right to be others. */
    private static final String LISTING = "cd /x && find . | sort | while read -r f; do "
            + "if [ -L \"$f\" ]; then echo \"$f -> $(readlink \"$f\")\"; "
            + "elif [ -d \"$f\" ]; then stat -c '%n %a %u:%g' \"$f\"; "
            + "else stat -c '%n %a %u:%g %s %Y' \"$f\" | sed 's/ [246]\\([0-7][0-7][0-7]\\) / \\1 /'; md5sum < \"$f\"; fi; done";

    @TempDir
    Path folder;

    private static String build(DockerClient docker, BuildContext context, Consumer<BuildOptions.Builder> options) {
        return await(docker.images().build(context, options).result(), LIMIT.multipliedBy(3))
                .id();
    }

    /** Whose result nothing else can have made. */
    private static Dockerfile copying() {
        return Dockerfile.from(Harbor.IMAGE)
                .label("mark", UUID.randomUUID().toString())
                .copy(".", "/x/");
    }

    @Test
    void whatArrivesOfRandomTreesIsWhatATarBrings() throws IOException {
        for (int number = 1; number <= TREES; number++) {
            Path root = Files.createDirectory(folder.resolve("tree" + number));
            RandomTree tree = RandomTree.in(root, number, false);
            Path dockerfile = root.resolve(tree.dockerfile());
            Files.writeString(dockerfile, copying().text());
            BuildContext context = BuildContext.of(root, tree.dockerfile());

            String byTar = build(harbor.docker, context, b -> b.version(BuilderVersion.CLASSIC));
            String byFiles = build(harbor.docker, context, b -> {});

            assertThat(harbor.output(byFiles, "sh", "-c", LISTING))
                    .as("tree %d: %s", number, tree)
                    .isEqualTo(harbor.output(byTar, "sh", "-c", LISTING));
        }
    }

    @ParameterizedTest
    @ArgumentsSource(Reaches.ToOneEngine.class)
    void onlyWhatHasChangedTravels(Reach reach) throws IOException {
        grown("large", 64L * MIB);
        Path small = Files.writeString(folder.resolve("small"), "one");
        Files.setAttribute(small, "unix:mode", 04751);
        BuildContext context = BuildContext.of(folder, c -> c.dockerfile(copying()));
        try (Harbor through = new Harbor(reach);
                Relay relay = new Relay();
                DockerClient docker = relay.client()) {
            build(through.docker, context, b -> {});
            Files.writeString(small, "two");
            Files.createSymbolicLink(folder.resolve("link"), Path.of("small"));
            String id = build(docker, BuildContext.of(folder, c -> c.dockerfile(copying())), b -> {});

            assertThat(harbor.output(id, "sh", "-c", "cat /x/link && stat -c %a /x/small && stat -c %s /x/large"))
                    .isEqualTo("two4751\n" + 64L * MIB + "\n");
            assertThat(relay.sent()).isBetween(1L, (long) MIB);
        }
    }

    /** 1 GiB, of which the second build sends less than a thousandth. */
    @Test
    @DefaultEngineOnly("does at length what another of its tests does in little")
    void aLargeFolderTravelsOnce() throws IOException {
        grown("large", 1024L * MIB);
        try (Relay relay = new Relay();
                DockerClient docker = relay.client()) {
            build(docker, BuildContext.of(folder, c -> c.dockerfile(copying())), b -> {});
            assertThat(relay.sent()).isGreaterThan(1024L * MIB);
            long before = relay.sent();
            build(docker, BuildContext.of(folder, c -> c.dockerfile(copying())), b -> b.noCache(true));

            assertThat(relay.sent() - before).isBetween(1L, (long) MIB);
        }
    }

    /** The engine asks for what the Dockerfile names, and for nothing else. */
    @Test
    void whatIsNotCopiedDoesNotTravel() throws IOException {
        grown("large", 64L * MIB);
        Files.createDirectories(folder.resolve("real/deep"));
        Files.writeString(folder.resolve("real/deep/file"), "found");
        Files.createSymbolicLink(folder.resolve("way"), Path.of("/real/deep"));
        Dockerfile dockerfile = Dockerfile.from(Harbor.IMAGE)
                .label("mark", UUID.randomUUID().toString())
                .copy("way/f*", "/x/");
        try (Relay relay = new Relay();
                DockerClient docker = relay.client()) {
            String id = build(docker, BuildContext.of(folder, c -> c.dockerfile(dockerfile)), b -> {});

            assertThat(harbor.output(id, "cat", "/x/file")).isEqualTo("found");
            assertThat(relay.sent()).isBetween(1L, (long) MIB);
        }
    }

    /** A Dockerfile as code has a time of its own each time: one of the same length is not taken for the one before. */
    @Test
    void aDockerfileOfTheSameLengthIsAnother() {
        for (String word : new String[] {"one", "two"}) {
            Dockerfile dockerfile = Dockerfile.from(Harbor.IMAGE)
                    .label("mark", UUID.randomUUID().toString())
                    .run("echo " + word + " > /word");
            String id = build(harbor.docker, BuildContext.of(folder, c -> c.dockerfile(dockerfile)), b -> {});
            assertThat(harbor.output(id, "cat", "/word")).isEqualTo(word + "\n");
        }
    }

    /** L40: what cannot be sent is named by the build's own failure. */
    @Test
    void whatCannotBeReadIsNamed() throws IOException {
        Files.writeString(folder.resolve("Dockerfile"), copying().text());
        Files.writeString(folder.resolve(".dockerignore"), "[broken\n");
        var result = harbor.docker.images().build(BuildContext.of(folder)).result();

        assertThatThrownBy(() -> await(result, Duration.ofSeconds(30)))
                .isInstanceOf(UploadFailedException.class)
                .hasMessageContaining(".dockerignore")
                .hasMessageContaining("[broken");
    }

    private void grown(String name, long size) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
            file.setLength(size);
        }
    }
}
