package dev.estibador.engine;

import static dev.estibador.engine.Harbor.LIMIT;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.estibador.build.BuildContext;
import dev.estibador.build.Dockerfile;
import dev.estibador.build.Dockerfile.Instructions;
import dev.estibador.build.RunMount;
import dev.estibador.common.FileSet;
import dev.estibador.container.HealthConfig;
import dev.estibador.image.BuilderVersion;
import dev.estibador.image.ImageConfig;
import dev.estibador.matrix.Capability;
import dev.estibador.matrix.Needs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What we write, both builders accept and mean. */
class DockerfileEngineTest {
    /** Many values in a build, since a build takes a second. */
    private static final int VALUES = 30;
    /** Fewer for the builder that makes an image of each instruction. */
    private static final int FOR_CLASSIC = 8;

    static Stream<BuilderVersion> builders() {
        return Stream.of(BuilderVersion.CLASSIC, BuilderVersion.BUILDKIT);
    }

    private static ImageConfig built(Harbor harbor, BuilderVersion version, Dockerfile dockerfile, FileSet files) {
        String tag = "estibador/test:" + UUID.randomUUID();
        var images = harbor.docker.images();
        await(
                images.build(BuildContext.of(dockerfile, files), b -> b.tag(tag).version(version))
                        .result(),
                LIMIT);
        try {
            return await(images.inspect(tag), LIMIT).config();
        } finally {
            await(images.remove(tag, r -> r.force(true)), LIMIT);
        }
    }

    private static ImageConfig built(BuilderVersion version, Dockerfile dockerfile, Consumer<FileSet.Builder> files) {
        try (Harbor harbor = new Harbor(Reach.UNIX_NATIVE)) {
            return built(harbor, version, dockerfile, FileSet.of(files));
        }
    }

    /** What a Dockerfile replaces in a path, meant literally. */
    private static String literal(String path) {
        return path.replace("\\", "\\\\").replace("$", "\\$");
    }

    @Property(tries = 2, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    @Needs(Capability.DOCKERFILE_NAMES)
    void anyValueIsReadBackFromTheImageAsItWasPutIn(
            @ForAll("lines") List<String> lines, @ForAll("texts") List<String> texts) {
        try (Harbor harbor = new Harbor(Reach.UNIX_NATIVE)) {
            readBack(harbor, BuilderVersion.BUILDKIT, lines, texts);
            readBack(harbor, BuilderVersion.CLASSIC, lines.subList(0, FOR_CLASSIC), texts.subList(0, FOR_CLASSIC));
        }
    }

    private static void readBack(Harbor harbor, BuilderVersion version, List<String> lines, List<String> texts) {
        List<String> paths = lines.stream()
                .map(line -> "/p" + line.replace("/", "") + "x")
                .distinct()
                .toList();
        String[] words = texts.toArray(String[]::new);
        Instructions dockerfile = Dockerfile.from(Harbor.IMAGE);
        List<String> variables = new ArrayList<>(List.of("PATH=/bin"));
        Map<String, String> labels = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            dockerfile = dockerfile
                    .env("E" + i, line)
                    .label("l." + i, line)
                    .arg("A" + i, line)
                    .line("ENV R%d=$A%d".formatted(i, i));
            variables.addAll(List.of("E" + i + "=" + line, "R" + i + "=" + line));
            labels.put("l." + i, line);
        }
        ImageConfig config = built(
                harbor,
                version,
                dockerfile
                        .workdir(literal(paths.get(0)))
                        .volume(paths.stream()
                                .map(DockerfileEngineTest::literal)
                                .toArray(String[]::new))
                        .cmd(words)
                        .entrypoint(words)
                        .healthcheck(words)
                        .shell(words)
                        .user(literal(paths.get(paths.size() - 1))),
                FileSet.EMPTY);

        assertThat(config.env()).as("%s", version).containsExactlyElementsOf(variables);
        assertThat(config.labels()).isEqualTo(labels);
        assertThat(config.workingDir()).isEqualTo(paths.get(0));
        assertThat(config.volumes().names()).containsExactlyInAnyOrderElementsOf(paths);
        assertThat(config.cmd()).isEqualTo(texts);
        assertThat(config.entrypoint()).isEqualTo(texts);
        assertThat(config.shell()).isEqualTo(texts);
        assertThat(config.healthcheck())
                .isEqualTo(HealthConfig.builder().cmd(words).build());
        assertThat(config.user()).isEqualTo(paths.get(paths.size() - 1));
    }

    @Property(tries = 1, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    @Needs(Capability.DOCKERFILE_NAMES)
    void aFileOfAnyNameIsCopiedToAnyName(@ForAll("lines") List<String> lines) {
        try (Harbor harbor = new Harbor(Reach.UNIX_NATIVE)) {
            copied(harbor, BuilderVersion.BUILDKIT, lines);
            copied(harbor, BuilderVersion.CLASSIC, lines.subList(0, FOR_CLASSIC));
        }
    }

    /** Names without wildcards, which a source cannot be without. */
    private static void copied(Harbor harbor, BuilderVersion version, List<String> lines) {
        Set<String> names = new LinkedHashSet<>();
        lines.forEach(line -> names.add("f" + line.replaceAll("[/*?\\[\\p{Cntrl}]", "") + "x"));
        Instructions dockerfile = Dockerfile.from(Harbor.IMAGE);
        List<String> check = new ArrayList<>(
                List.of("sh", "-ec", "for name; do test \"$(cat \"/out/$name\")\" = \"$name\"; done", "sh"));
        for (String name : names) {
            dockerfile = dockerfile.copy(literal(name), "/out/" + literal(name));
            check.add(name);
        }
        built(
                harbor,
                version,
                dockerfile.runExec(check.toArray(String[]::new)),
                FileSet.of(f -> names.forEach(name -> f.text(name, name))));
    }

    @Provide
    Arbitrary<List<String>> texts() {
        return Arbitraries.oneOf(
                        Arbitraries.strings().ascii().excludeChars('\0').ofMaxLength(30),
                        Arbitraries.strings()
                                .withChars("\"'\\$ {}[]`#=<\n\r\t\u001b\u007f\u00a0\u0085\u2028\ufeffé世")
                                .ofMaxLength(12),
                        Arbitraries.strings().all().ofMaxLength(6).map(DockerfileEngineTest::wellFormed))
                .list()
                .ofSize(VALUES);
    }

    @Provide
    Arbitrary<List<String>> lines() {
        return texts().map(texts ->
                texts.stream().map(text -> text.replaceAll("[\n\r]", "")).toList());
    }

    /** Half a pair of surrogates is no text, and no Dockerfile has a NUL. */
    private static String wellFormed(String text) {
        return text.codePoints()
                .filter(c -> c != 0 && Character.getType(c) != Character.SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @ParameterizedTest
    @MethodSource("builders")
    @Needs(Capability.IMAGE_DETAILS)
    void theRestOfTheConfigurationIsReadBackToo(BuilderVersion version) {
        ImageConfig config = built(
                version,
                Dockerfile.arg("BASE", Harbor.IMAGE)
                        .comment("escape=`")
                        .from("$BASE")
                        .expose(80, 443)
                        .expose("53/udp", "8000-8002")
                        .stopSignal("SIGUSR1")
                        .shell("/bin/sh", "-ec")
                        .healthcheckShell("test \"$A\" = 1", h -> h.interval(Duration.ofSeconds(7))
                                .timeout(Duration.ofMillis(1500))
                                .startPeriod(Duration.ofMinutes(2))
                                .retries(4))
                        .cmdShell("echo \"$A\"")
                        .entrypointShell("exec sh")
                        .onbuild(b -> b.env("A", "\"$x\"").run("echo 1")),
                f -> {});

        assertThat(config.exposedPorts().names())
                .contains("80/tcp", "443/tcp", "53/udp")
                .anyMatch(port -> port.matches("8000(-8002)?/tcp"));
        assertThat(config.stopSignal()).isEqualTo("SIGUSR1");
        assertThat(config.shell()).containsExactly("/bin/sh", "-ec");
        assertThat(config.healthcheck())
                .isEqualTo(HealthConfig.builder()
                        .shell("test \"$A\" = 1")
                        .interval(Duration.ofSeconds(7))
                        .timeout(Duration.ofMillis(1500))
                        .startPeriod(Duration.ofMinutes(2))
                        .retries(4L)
                        .build());
        assertThat(config.cmd()).containsExactly("/bin/sh", "-ec", "echo \"$A\"");
        assertThat(config.entrypoint()).containsExactly("/bin/sh", "-ec", "exec sh");
        assertThat(config.onBuild()).containsExactly("ENV A=\"\\\"\\$x\\\"\"", "RUN echo 1");
    }

    @ParameterizedTest
    @MethodSource("builders")
    void stagesGiveTheirFilesToOthers(BuilderVersion version) {
        built(
                version,
                Dockerfile.from(Harbor.IMAGE, "one")
                        .run("echo 1 > /a; echo 2 > '/b c'")
                        .from(Harbor.IMAGE)
                        .copyFrom("one", "/a", "/")
                        .copy(List.of("/b c", "/a"), "/in/", c -> c.from("0").chown("1000:7"))
                        .copy("*.txt", "/in/", c -> c.chown("1000:7"))
                        .add("c.txt", "/added", a -> a.chown("8"))
                        .run("test \"$(cat /a '/in/b c' /in/a /in/c.txt | tr '\\n' -)\" = 1-2-1-3-")
                        .run("test \"$(stat -c %u:%g /in/a /in/c.txt /added | tr '\\n' -)\" = 1000:7-1000:7-8:8-"),
                f -> f.text("c.txt", "3\n"));
    }

    @ParameterizedTest
    @MethodSource("builders")
    @Needs(Capability.DOCKERFILE_ESCAPES)
    void aBacktickEscapesWhereTheDirectiveSaysSo(BuilderVersion version) {
        ImageConfig config = built(
                version,
                Dockerfile.directives(d -> d.escape('`'))
                        .from(Harbor.IMAGE)
                        .env("A", "C:\\ \"$B\" `$C` '")
                        .label("l", "\\")
                        .volume("/it's \\x")
                        .workdir("/w\\")
                        .cmd("\\ ` \""),
                f -> {});

        assertThat(config.env()).contains("A=C:\\ \"$B\" `$C` '");
        assertThat(config.labels()).containsEntry("l", "\\");
        assertThat(config.volumes().names()).containsExactly("/it's \\x");
        assertThat(config.workingDir()).isEqualTo("/w\\");
        assertThat(config.cmd()).containsExactly("\\ ` \"");
    }

    /** The second command sees what the first left in the cache, and the image has none of the mounts. */
    @Test
    @Needs(Capability.BUILDKIT)
    void aCommandOfBuildKitIsGivenMounts() {
        String cache = UUID.randomUUID().toString();
        RunMount kept = RunMount.cache("/k,ept", c -> c.id(cache)
                .sharing(RunMount.Sharing.LOCKED)
                .mode(0700)
                .uid(5)
                .gid(6));
        built(
                BuilderVersion.BUILDKIT,
                Dockerfile.from(Harbor.IMAGE, f -> f.as("one").platform("$TARGETPLATFORM"))
                        .run("echo 1 > /a")
                        .from(Harbor.IMAGE)
                        .copy("c", "/c", c -> c.chmod("0640"))
                        .run("test \"$(stat -c %a /c)\" = 640")
                        .run("test \"$(stat -c %a:%u:%g /k,ept)\" = 700:5:6; echo x > /k,ept/x", r -> r.mount(kept))
                        .runExec(List.of("sh", "-ec", "cat /k,ept/x /b/a; cp /ctx/c /t; touch /ctx/new"), r -> r.mount(
                                        kept)
                                .mount(RunMount.bind("/b", b -> b.from("one")))
                                .mount(RunMount.bind("/ctx", b -> b.readWrite(true)))
                                .mount(RunMount.tmpfs("/t")))
                        .run("test ! -e /k,ept/x && test ! -e /ctx/new && test ! -e /t/c"),
                f -> f.text("c", "3\n"));
    }
}
