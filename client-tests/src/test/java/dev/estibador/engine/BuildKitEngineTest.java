package dev.estibador.engine;

import static dev.estibador.engine.Harbor.LIMIT;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.estibador.build.BuildContext;
import dev.estibador.build.BuildSecret;
import dev.estibador.build.Dockerfile;
import dev.estibador.error.BuildFailedException;
import dev.estibador.error.StreamFailedException;
import dev.estibador.image.BuildDestination;
import dev.estibador.image.BuildDestination.Format;
import dev.estibador.image.BuildOptions;
import dev.estibador.matrix.Capability;
import dev.estibador.matrix.Needs;
import dev.estibador.stream.BuildTrace;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only BuildKit can do, and what it needs a session for. */
@Needs(Capability.BUILDKIT)
class BuildKitEngineTest extends OverUnix {
    private static final String SECRET = "open-sesame-7342";

    @TempDir
    Path folder;

    /** Where the classic builder and BuildKit differ, every run must be a new one. */
    private final String mark = UUID.randomUUID().toString();

    private String build(Dockerfile dockerfile, Consumer<BuildOptions.Builder> options) {
        return await(
                        harbor.docker
                                .images()
                                .build(BuildContext.of(dockerfile), options)
                                .result(),
                        LIMIT)
                .id();
    }

    private Dockerfile.Instructions marked() {
        return Dockerfile.from(Harbor.IMAGE).label("mark", mark).env("MARK", mark);
    }

    @Test
    void aSecretIsSeenByItsStepAndByNothingElse() throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), SECRET);
        byte[] binary = {0, 1, 2, -1, 0};
        var dockerfile = marked().line("RUN --mount=type=secret,id=file " + check("file", Files.readAllBytes(file)))
                .line("RUN --mount=type=secret,id=bytes,required=true " + check("bytes", binary))
                .line("RUN test ! -e /run/secrets/file && test ! -e /run/secrets/bytes");

        String id = build(
                dockerfile, b -> b.secret("file", BuildSecret.ofFile(file)).secret("bytes", BuildSecret.of(binary)));

        assertThat(await(harbor.docker.images().history(id), LIMIT).toString()).doesNotContain(SECRET);
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        await(
                harbor.docker.images().save(id).forEach(part -> {
                    byte[] bytes = new byte[part.remaining()];
                    part.get(bytes);
                    saved.writeBytes(bytes);
                }),
                LIMIT);
        assertThat(saved.toString(StandardCharsets.ISO_8859_1)).doesNotContain(SECRET);
    }

    /** A command that fails unless the secret is what it should be. */
    private static String check(String id, byte[] content) throws NoSuchAlgorithmException {
        String sum =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        return "echo '" + sum + "  /run/secrets/" + id + "' | sha256sum -c";
    }

    @Test
    void aSecretOfBytesServesOneBuild() {
        BuildSecret secret = BuildSecret.of(SECRET.getBytes(StandardCharsets.UTF_8));
        var dockerfile = marked().line("RUN --mount=type=secret,id=once,required=true test -s /run/secrets/once");
        build(dockerfile, b -> b.secret("once", secret));

        var again = harbor.docker
                .images()
                .build(
                        BuildContext.of(dockerfile
                                .env("AGAIN", mark)
                                .line("RUN --mount=type=secret,id=once,required=true test -s /run/secrets/once")),
                        b -> b.secret("once", secret))
                .result();
        assertThatThrownBy(() -> await(again, LIMIT))
                .isInstanceOf(StreamFailedException.class)
                .message()
                .doesNotContain(SECRET);
    }

    @Test
    void aSecretThatIsMissingIsNamed() {
        var dockerfile = marked().line("RUN --mount=type=secret,id=absent,required=true true");
        var result = harbor.docker
                .images()
                .build(BuildContext.of(dockerfile), b -> b.secret("other", BuildSecret.of(new byte[1])))
                .result();
        assertThatThrownBy(() -> await(result, LIMIT))
                .isInstanceOf(BuildFailedException.class)
                .hasMessageContaining("absent");
    }

    @Test
    void aStepThatFailsIsToldWithItsExitCodeAndItsLastOutput() {
        var dockerfile = marked().run("echo before; echo the last words >&2; exit 7");
        List<BuildTrace> traces = new ArrayList<>();
        var result = harbor.docker.images().build(BuildContext.of(dockerfile)).result(p -> {
            if (p.trace() != null) {
                traces.add(p.trace());
            }
        });
        assertThatThrownBy(() -> await(result, LIMIT))
                .isInstanceOf(BuildFailedException.class)
                .asInstanceOf(type(BuildFailedException.class))
                .satisfies(failure -> {
                    assertThat(failure.exitCode()).isEqualTo(7);
                    assertThat(failure.step()).contains("RUN", "exit 7");
                    assertThat(failure.output()).contains("before", "the last words");
                });
        assertThat(traces.stream().flatMap(t -> t.vertices().stream()).map(BuildTrace.Vertex::error))
                .anyMatch(error -> error.contains("7"));
        assertThat(traces.stream().flatMap(t -> t.logs().stream()).map(BuildTrace.Log::text))
                .anyMatch(text -> text.contains("the last words"));
    }

    @Test
    void stagesThatNothingNeedsAreNotBuiltAndCachesAreKept() {
        var dockerfile = Dockerfile.from(Harbor.IMAGE, "unused")
                .run("exit 1")
                .from(Harbor.IMAGE, "maker")
                .env("MARK", mark)
                .line("RUN --mount=type=cache,id=" + mark + ",target=/cache echo kept > /cache/file")
                .line("RUN --mount=type=cache,id=" + mark + ",target=/cache cp /cache/file /made")
                .from(Harbor.IMAGE)
                .copyFrom("maker", "/made", "/made");
        String id = build(dockerfile, b -> b.tag("estibador/test:" + mark));

        assertThat(harbor.output(id, "cat", "/made")).isEqualTo("kept\n");
    }

    @Test
    void aRealAgentSignsAndListsForTheBuildAndIsNotChanged() throws Exception {
        try (SshAgent agent = new SshAgent(folder)) {
            var context = BuildContext.of(
                    marked().copy("ssh/", "/")
                            .line("RUN --mount=type=ssh ssh-add -l > /keys && ssh-add -T /key.pub"
                                    + " && if ssh-add -D; then exit 1; fi")
                            .line("RUN test ! -S \"$SSH_AUTH_SOCK\""),
                    agent::addTo);
            String id = await(
                            harbor.docker
                                    .images()
                                    .build(context, b -> b.sshAgents("default", agent.socket()))
                                    .result(),
                            LIMIT)
                    .id();

            assertThat(harbor.output(id, "cat", "/keys")).contains(agent.fingerprint());
            assertThat(agent.keys()).contains(agent.fingerprint());
        }
    }

    @Test
    void anAgentThatIsNotThereIsNamed() {
        var result = harbor.docker
                .images()
                .build(
                        BuildContext.of(marked().line("RUN --mount=type=ssh,required true")),
                        b -> b.sshAgents("default", folder.resolve("no-agent")))
                .result();
        assertThatThrownBy(() -> await(result, LIMIT)).hasMessageContaining("no-agent");
    }

    @Test
    void whatIsBuiltComesToAFolder() throws IOException {
        var dockerfile = Dockerfile.from(Harbor.IMAGE, "maker")
                .env("MARK", mark)
                .run("mkdir /out && echo " + mark + " > /out/a && head -c 3000000 /dev/zero > /out/big"
                        + " && ln -s a /out/link && chmod 750 /out/a")
                .from("scratch")
                .copyFrom("maker", "/out", "/");
        Path out = folder.resolve("out");

        assertThat(build(dockerfile, b -> b.destination(BuildDestination.folder(out))))
                .isEmpty();

        assertThat(out.resolve("a")).hasContent(mark + "\n").isExecutable();
        assertThat(out.resolve("big")).hasSize(3_000_000);
        assertThat(Files.readSymbolicLink(out.resolve("link"))).hasToString("a");
    }

    @Test
    void whatIsBuiltComesAsATar() throws IOException {
        var dockerfile = Dockerfile.from("scratch").copy("Dockerfile", "/kept/it");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Path file = folder.resolve("out.tar");

        build(dockerfile, b -> b.destination(BuildDestination.stream(bytes, Format.TAR)));
        build(dockerfile, b -> b.destination(BuildDestination.file(file, Format.TAR)));

        for (byte[] tar : List.of(bytes.toByteArray(), Files.readAllBytes(file))) {
            List<String> names = new ArrayList<>();
            try (var in = new TarArchiveInputStream(new ByteArrayInputStream(tar))) {
                for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                    names.add(entry.getName());
                }
            }
            assertThat(names).contains("kept/it");
        }
        assertThat(folder).isDirectoryNotContaining(p -> p.toString().endsWith(".part"));
    }

    @Test
    void aFolderThatCannotBeWrittenToFailsTheBuildByItsName() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        var dockerfile = Dockerfile.from("scratch").copy("Dockerfile", "/");
        var result = harbor.docker
                .images()
                .build(BuildContext.of(dockerfile), b -> b.destination(BuildDestination.folder(file.resolve("below"))))
                .result();
        assertThatThrownBy(() -> await(result, LIMIT))
                .isInstanceOf(StreamFailedException.class)
                .hasMessageContaining(file.toString());
    }
}
