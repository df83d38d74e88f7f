package dev.estibador.engine;

import static dev.estibador.engine.Harbor.LIMIT;
import static dev.estibador.engine.Harbor.digest;
import static dev.estibador.engine.Harbor.plain;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.build.BuildContext;
import dev.estibador.build.Dockerfile;
import dev.estibador.common.FileSet;
import dev.estibador.common.TarContent;
import dev.estibador.container.HealthConfig;
import dev.estibador.container.Resources.Ulimit;
import dev.estibador.error.DockerException;
import dev.estibador.error.EngineException;
import dev.estibador.error.NotFoundException;
import dev.estibador.error.StreamFailedException;
import dev.estibador.error.UnsupportedByEngineException;
import dev.estibador.image.BuilderVersion;
import dev.estibador.image.Images;
import dev.estibador.matrix.Capability;
import dev.estibador.matrix.EngineUnderTest;
import dev.estibador.matrix.Needs;
import dev.estibador.stream.StreamSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagesEngineTest extends OverUnix {
    private final String mark = UUID.randomUUID().toString();
    private final String tag = "estibador/test:" + mark;
    private Images images;

    @BeforeEach
    void images() {
        images = harbor.docker.images();
    }

    @AfterEach
    void remove() {
        var mine = await(images.list(l -> l.all(true).filter("label", "mark=" + mark)), LIMIT);
        var tagged = await(images.list(l -> l.filter("reference", "*/*:" + mark + "*")), LIMIT);
        // a tagged image takes those that it was made of with it, which by themselves are refused as long as it is
        // there
        for (var left : List.of(tagged, mine).stream().flatMap(List::stream).toList()) {
            try {
                await(images.remove(left.id(), r -> r.force(true)), LIMIT);
            } catch (NotFoundException e) {
                // gone with another of the list
            }
        }
    }

    private String build(String step) {
        var context = BuildContext.of(
                Dockerfile.from(Harbor.IMAGE).label("mark", mark).runExec("sh", "-c", step));
        return await(images.build(context, b -> b.tag(tag)).result(), LIMIT).id();
    }

    @Test
    void inspectAndHistoryTellWhatAnImageIsMadeOf() {
        String id = build("echo kept > /kept");
        var image = await(images.inspect(id), LIMIT);
        var layers = await(images.history(id), LIMIT);

        assertThat(plain(image.repoTags())).contains(tag);
        assertThat(image.os()).isEqualTo("linux");
        assertThat(image.rootFs().layers()).hasSizeGreaterThan(1);
        if (EngineUnderTest.can(Capability.IMAGE_DETAILS)) {
            assertThat(image.metadata().lastTagTime()).isNotNull();
        }
        assertThat(image.config().env()).contains("PATH=/bin");
        assertThat(digest(layers.get(0).id())).isEqualTo(digest(id));
        if (EngineUnderTest.can(Capability.IMAGE_NAMES)) {
            assertThat(plain(layers.get(0).tags())).contains(tag);
        }
        assertThat(layers.get(0).createdBy()).contains("echo kept");
        assertThat(layers.get(0).created()).isNotNull();
    }

    @Test
    @Needs(Capability.BUILD_HOSTS)
    void aBuildTakesLimitsAndTellsOnlyItsIdWhenQuiet() {
        var context = BuildContext.of(
                Dockerfile.from(Harbor.IMAGE)
                        .label("mark", mark)
                        .arg("ABSENT")
                        .runExec("sh", "-c", "grep db /etc/hosts && ulimit -n && test -z \"$ABSENT\""),
                c -> c.text("unused", ""));
        var built = await(
                images.build(context, b -> b.tag(tag)
                                .quiet(true)
                                .noCache(true)
                                .extraHosts("db:10.0.0.3")
                                .buildArg("ABSENT", null)
                                .memory(64L << 20)
                                .memorySwap(-1)
                                .cpuShares(512)
                                .cpuPeriod(100_000)
                                .cpuQuota(50_000)
                                .cpusetCpus("0")
                                .shmSize(1 << 20)
                                .ulimits(Ulimit.of("nofile", 99, 99))
                                .networkMode("none")
                                .forceRemove(true)
                                .cacheFrom(Harbor.IMAGE))
                        .result(),
                LIMIT);
        assertThat(digest(await(images.inspect(tag), LIMIT).id())).isEqualTo(digest(built.id()));
    }

    @Test
    void aRemoteContextThatCannotBeFetchedIsAnError() {
        var result = images.build("http://127.0.0.1:1/context.tar", b -> {}).result();
        assertThatThrownBy(() -> await(result, LIMIT)).isInstanceOf(DockerException.class);
    }

    @Test
    @Needs(Capability.BUILDKIT)
    void buildKitBuildsFromAPlainContextAndItsCacheCanBePruned() {
        var context =
                BuildContext.of(Dockerfile.from("scratch").label("mark", mark).copy("a", "/a"), c -> c.text("a", mark));
        var built = await(
                images.build(context, b -> b.tag(tag).version(BuilderVersion.BUILDKIT))
                        .result(),
                LIMIT);
        assertThat(digest(await(images.inspect(tag), LIMIT).id())).isEqualTo(digest(built.id()));

        // the cache may be somebody's: nothing of it has this id
        var pruned = await(
                images.pruneBuildCache(p -> p.all(true).keepStorage(0).filter("id", mark.replace("-", ""))), LIMIT);
        assertThat(pruned.deleted()).isEmpty();
        assertThat(pruned.spaceReclaimed()).isZero();
    }

    @Test
    @Needs(Capability.BUILDKIT)
    void aBuildOfBuildKitIsCancelledById() {
        var context = BuildContext.of(
                Dockerfile.from(Harbor.IMAGE).label("mark", mark).runExec("sh", "-c", "echo " + mark + "; sleep 60"));
        CompletableFuture<Void> running = new CompletableFuture<>();
        var result = images.build(
                        context,
                        b -> b.version(BuilderVersion.BUILDKIT).buildId(mark).noCache(true))
                .result(message -> running.complete(null));
        await(running, LIMIT);
        await(images.cancelBuild(mark), LIMIT);

        assertThatThrownBy(() -> await(result, LIMIT))
                .isInstanceOf(StreamFailedException.class)
                .hasMessageContaining("canceled");
        await(images.cancelBuild("unknown-" + mark), LIMIT);
    }

    /** No file in between, and no more of it in memory than is on its way. */
    @Test
    void whatIsSavedIsLoadedAgain() {
        String id = build("echo treasure > /treasure");
        var loadedOver = await(
                images.load(TarContent.of(images.save(tag)), l -> l.quiet(true)).result(), LIMIT);
        assertThat(plain(loadedOver.names())).containsExactly(tag);
        assertThat(digest(await(images.inspect(tag), LIMIT).id())).isEqualTo(digest(id));
    }

    @Test
    void whatIsSavedToAFileComesBackAfterItWasRemoved(@TempDir Path folder) throws Exception {
        String id = build("echo treasure > /treasure");
        String other = tag + "-b";
        await(images.tag(tag, other), LIMIT);
        Path tar = folder.resolve("images.tar");
        try (FileChannel file = FileChannel.open(tar, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            await(images.save(List.of(tag, other)).forEach(part -> write(file, part)), LIMIT);
        }
        await(images.remove(id, r -> r.force(true)), LIMIT);
        var loaded = await(images.load(TarContent.of(tar)).result(), LIMIT);

        assertThat(plain(loaded.names())).containsExactlyInAnyOrder(tag, other);
        assertThat(digest(await(images.inspect(other), LIMIT).id())).isEqualTo(digest(id));
    }

    private static void write(FileChannel file, ByteBuffer part) {
        try {
            while (part.hasRemaining()) {
                file.write(part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** L36: the status is 200, and yet it failed; Podman has another status. */
    @Test
    void whatIsNoArchiveOfImagesIsNotLoaded(@TempDir Path folder) throws Exception {
        Path tar = Files.writeString(folder.resolve("a"), "no tar");
        assertThatThrownBy(() -> await(images.load(TarContent.of(tar)).result(), LIMIT))
                .isInstanceOfAny(StreamFailedException.class, EngineException.class);
        assertThatThrownBy(() -> await(images.save("estibador/none:" + mark).opened(), LIMIT))
                .isInstanceOf(DockerException.class);
    }

    @Test
    @Needs(Capability.IMAGE_NAMES)
    void filesBecomeAnImage() {
        FileSet files = FileSet.of(f -> f.file("bin/busybox", Path.of(Reach.required("ESTIBADOR_BUSYBOX")))
                .text("etc/motd", "welcome\n"));
        var made = await(
                images.importImage(TarContent.of(files), i -> i.repo("estibador/test")
                                .tag(mark)
                                .message("from " + mark)
                                .changes("CMD [\"/bin/busybox\", \"cat\", \"/etc/motd\"]", "LABEL mark=" + mark))
                        .result(),
                LIMIT);
        var image = await(images.inspect(tag), LIMIT);
        assertThat(digest(image.id())).isEqualTo(digest(made.id()));
        assertThat(image.comment()).isEqualTo("from " + mark);
        assertThat(image.config().labels()).containsEntry("mark", mark);

        String id =
                await(harbor.docker.containers().create(tag, c -> {}), LIMIT).id();
        try {
            await(harbor.docker.containers().start(id), LIMIT);
            assertThat(harbor.exitCode(id)).isZero();
            assertThat(harbor.logs(id, StreamSource.STDOUT)).isEqualTo("welcome\n");
        } finally {
            await(harbor.docker.containers().remove(id, r -> r.force(true)), LIMIT);
        }
    }

    @Test
    void filesThatCannotBeFetchedAreAnError() {
        var result = images.importImage("http://127.0.0.1:1/a.tar", i -> i.repo("estibador/test"))
                .result();
        assertThatThrownBy(() -> await(result, LIMIT)).isInstanceOf(DockerException.class);
    }

    @Test
    @Needs(Capability.COMMIT_CONFIGURATION)
    void aContainerBecomesAnImage() {
        String id = harbor.shell("echo made > /made");
        assertThat(harbor.exitCode(id)).isZero();
        var made = await(
                harbor.docker.images().commit(id, c -> c.repo("estibador/test")
                        .tag(mark)
                        .comment("why")
                        .author("Ada <ada@example.org>")
                        .pause(false)
                        .changes("ENV A=b", "USER 1:2")
                        .config(o -> o.cmd("cat", "/made").labels("mark", mark).healthcheck(HealthConfig.NONE))),
                LIMIT);
        var image = await(images.inspect(tag), LIMIT);

        assertThat(digest(image.id())).isEqualTo(digest(made.id()));
        assertThat(image.author()).isEqualTo("Ada <ada@example.org>");
        assertThat(image.comment()).isEqualTo("why");
        assertThat(image.config().cmd()).containsExactly("cat", "/made");
        assertThat(image.config().env()).contains("A=b");
        assertThat(image.config().user()).isEqualTo("1:2");
        if (EngineUnderTest.can(Capability.IMAGE_DETAILS)) {
            assertThat(image.config().healthcheck()).isEqualTo(HealthConfig.NONE);
        }
        var plain = await(images.commit(id), LIMIT);
        await(images.remove(plain.id()), LIMIT);
    }

    @Test
    void pruneRemovesWhatHasNoNameAndNoUse() {
        var context = BuildContext.of(Dockerfile.from(Harbor.IMAGE).label("mark", mark));
        String unnamed = await(images.build(context, b -> {}).result(), LIMIT).id();
        var pruned = await(images.prune(p -> p.filter("label", "mark=" + mark)), LIMIT);

        assertThat(pruned.deleted())
                .extracting(one -> digest(String.valueOf(one.deleted())))
                .contains(digest(unnamed));
        assertThat(pruned.spaceReclaimed()).isNotNull();
        assertThatThrownBy(() -> await(images.inspect(unnamed), LIMIT)).isInstanceOf(NotFoundException.class);
    }

    /** Nothing listens there, in the engine's own network. */
    @Test
    void aRegistryThatIsNotThereIsATypedError() {
        build("true");
        String there = "127.0.0.1:1/test:" + mark;
        await(images.tag(tag, there), LIMIT);
        try {
            assertThatThrownBy(() -> await(images.push(there).result(), LIMIT))
                    .isInstanceOfAny(StreamFailedException.class, EngineException.class)
                    .hasMessageContaining("127.0.0.1:1");
        } finally {
            await(images.remove(there), LIMIT);
        }
        assertThatThrownBy(() -> await(images.pull(there).result(), LIMIT))
                .isInstanceOf(DockerException.class)
                .hasMessageContaining("connection refused");
        assertThatThrownBy(() -> await(images.search("127.0.0.1:1/test"), LIMIT))
                .isInstanceOf(DockerException.class);
    }

    @Test
    void whatItIsTooOldForIsNotAsked() {
        assertThatThrownBy(() -> await(images.attestations(Harbor.IMAGE), LIMIT))
                .isInstanceOf(UnsupportedByEngineException.class)
                .hasMessageContaining("1.55");
    }

    @Test
    @Needs(Capability.IMAGE_DIGESTS)
    void digestsAreListed() {
        String id = build("true");
        assertThat(await(images.list(l -> l.digests(true).filter("reference", tag)), LIMIT))
                .singleElement()
                .satisfies(image -> {
                    assertThat(image.id()).isEqualTo(id);
                    assertThat(image.labels()).containsEntry("mark", mark);
                    assertThat(image.size()).isPositive();
                });
    }
}
