package dev.estibador.engine;

import static dev.estibador.engine.Harbor.LIMIT;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.container.ContainerSpec;
import dev.estibador.container.LogOptions;
import dev.estibador.error.NotFoundException;
import dev.estibador.matrix.Capability;
import dev.estibador.matrix.Needs;
import dev.estibador.stream.FrameStream;
import dev.estibador.stream.LogLine;
import dev.estibador.stream.OutputTransfer;
import dev.estibador.stream.StreamSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** L12, L13: what is made of a log that a real engine keeps. */
class LogViewsEngineTest {
    private static Harbor harbor;

    private static final String LONG_LINE = "dd if=/dev/zero bs=100000 count=1 2>/dev/null | tr '\\0' x";
    private static final String LONG_TEXT = "x".repeat(100_000);

    @TempDir
    Path folder;

    @BeforeAll
    static void open() {
        harbor = new Harbor(Reach.UNIX_NATIVE);
    }

    @AfterAll
    static void close() {
        harbor.close();
    }

    /** The log of a container that has run the script to its end. */
    private static FrameStream logs(
            String script, Consumer<ContainerSpec.Builder> spec, Consumer<LogOptions.Builder> options) {
        String id = harbor.create(c -> {
            c.cmd("sh", "-c", script);
            spec.accept(c);
        });
        await(harbor.docker.containers().start(id), LIMIT);
        assertThat(harbor.exitCode(id)).isZero();
        return harbor.docker.containers().logs(id, options);
    }

    private static List<LogLine> lines(FrameStream logs) {
        List<LogLine> lines = new ArrayList<>();
        await(logs.lines().forEach(lines::add), LIMIT);
        return lines;
    }

    private static void kept(ContainerSpec.Builder spec) {
        spec.label("a", "x y")
                .label("b", "1,2=3")
                .env("E", "\u00e9%")
                .host(h -> h.logConfig(l -> l.config("labels", "a,b").config("env", "E")));
    }

    @Test
    void linesAreWholeWhateverTheirLengthAndEnd() {
        List<LogLine> lines =
                lines(logs("printf 'one\\r\\n\\ntwo\\n'; " + LONG_LINE + "; printf '\\nlast'", c -> {}, l -> {}));

        assertThat(lines).extracting(LogLine::text).containsExactly("one", "", "two", LONG_TEXT, "last");
        assertThat(lines).allMatch(line -> line.timestamp() == null && !line.partial());
    }

    /**
     * The borders of 16 KiB lie inside a character here. A driver that keeps bytes is needed: {@code json-file} makes two U+FFFD
     * of such a one by itself.
     */
    @Test
    @Needs(Capability.LOG_DRIVERS)
    void noCharacterIsSplit() {
        String script = "printf y; " + LONG_LINE + " | sed 's/x/\u00e9/g'";
        List<LogLine> logged = lines(logs(script, c -> c.host(h -> h.logConfig(l -> l.type("local"))), l -> {}));
        String exec = await(
                        harbor.docker.execs().create(harbor.idler(), e -> e.cmd("sh", "-c", script)
                                .attachStdout(true)),
                        LIMIT)
                .id();
        try (var session = await(harbor.docker.execs().attach(exec), LIMIT)) {
            assertThat(lines(session.output())).isEqualTo(logged);
        }

        assertThat(logged).extracting(LogLine::text).containsExactly("y" + "\u00e9".repeat(100_000));
    }

    @Test
    @Needs(Capability.LOG_DETAILS)
    void eachLineHasItsTimeAndDetails() {
        Instant before = Instant.now().minusSeconds(1);
        List<LogLine> lines = lines(logs(
                "echo one; " + LONG_LINE + "; echo; echo k=v >&2", LogViewsEngineTest::kept, l -> l.timestamps(true)
                        .details(true)));

        assertThat(lines).extracting(LogLine::text).containsExactlyInAnyOrder("one", LONG_TEXT, "k=v");
        assertThat(lines).allSatisfy(line -> {
            assertThat(line.timestamp()).isBetween(before, Instant.now().plusSeconds(1));
            assertThat(line.attributes()).isEqualTo(Map.of("E", "\u00e9%", "a", "x y", "b", "1,2=3"));
        });
        assertThat(lines)
                .anyMatch(
                        line -> !line.timestamp().truncatedTo(ChronoUnit.MICROS).equals(line.timestamp()));
    }

    @Test
    @Needs({Capability.LOG_DETAILS, Capability.TERMINAL_TIMES})
    void linesOfATerminalHaveThemToo() {
        List<LogLine> lines = lines(
                logs("echo one; " + LONG_LINE + "; echo; printf last", c -> kept(c.tty(true)), l -> l.timestamps(true)
                        .details(true)));

        assertThat(lines).extracting(LogLine::text).containsExactly("one", LONG_TEXT, "last");
        assertThat(lines).allSatisfy(line -> {
            assertThat(line.timestamp()).isNotNull();
            assertThat(line.attributes()).hasSize(3);
        });
    }

    /** Engines before API 1.54 overlook the wish, and the lines are the same. */
    @Test
    void linesAreTheSameWhereRecordsAreAskedFor() {
        List<LogLine> lines = lines(
                logs("echo one; " + LONG_LINE, c -> {}, l -> l.structured(true).timestamps(true)));

        assertThat(lines).extracting(LogLine::text).containsExactly("one", LONG_TEXT);
        assertThat(lines).allMatch(line -> line.timestamp() != null);
    }

    /** From the process itself: what {@code json-file} keeps is text, and {@code local} of 20.10 loses line feeds. */
    @Test
    void binaryOutputIsCopiedByteForByte() throws IOException {
        byte[] busybox = Files.readAllBytes(Path.of(Reach.required("ESTIBADOR_BUSYBOX")));
        Path file = folder.resolve("busybox");
        String id = harbor.create(c -> c.cmd("cat", "/bin/busybox"));
        try (var session = await(harbor.docker.containers().attach(id), LIMIT)) {
            var copy = session.output().copyTo(file);
            await(harbor.docker.containers().start(id), LIMIT);
            OutputTransfer transfer = await(copy, LIMIT);

            assertThat(transfer.stdoutBytes()).isEqualTo(busybox.length);
            assertThat(transfer.stderrBytes()).isZero();
        }
        assertThat(file).hasBinaryContent(busybox);
    }

    /** Over TCP one read brings as much as may wait for a consumer. */
    @ParameterizedTest
    @ArgumentsSource(Reaches.class)
    void theOutputOfACommandIsReadByteForByte(Reach reach) throws IOException {
        byte[] busybox = Files.readAllBytes(Path.of(Reach.required("ESTIBADOR_BUSYBOX")));
        String script = "echo no; for i in 1 2 3 4 5 6 7 8; do cat /bin/busybox >&2; done";
        try (Harbor through = new Harbor(reach)) {
            String exec = await(
                            through.docker.execs().create(through.idler(), e -> e.cmd("sh", "-c", script)
                                    .attachStdout(true)
                                    .attachStderr(true)),
                            LIMIT)
                    .id();
            try (var session = await(through.docker.execs().attach(exec), LIMIT);
                    InputStream errors = session.output().asInputStream(StreamSource.STDERR)) {
                for (int i = 0; i < 8; i++) {
                    assertThat(errors.readNBytes(busybox.length)).isEqualTo(busybox);
                }
                assertThat(errors.read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void theSourcesAreCopiedApart() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        FrameStream logs = logs("echo out; echo err >&2; echo more", c -> {}, l -> {});
        OutputTransfer transfer = await(logs.copyTo(out, err), LIMIT);

        assertThat(out).hasToString("out\nmore\n");
        assertThat(err).hasToString("err\n");
        assertThat(transfer.frames()).isEqualTo(3);
    }

    /** L9, L10. */
    @Test
    void aFollowedLogIsCopiedUntilItIsCancelledAndNothingOfNoContainer() throws IOException {
        Path none = folder.resolve("none.log");
        assertThatThrownBy(() -> await(
                        harbor.docker.containers().logs("no-such-container").copyTo(none), LIMIT))
                .isInstanceOf(NotFoundException.class);
        assertThat(none).doesNotExist();

        FrameStream logs = harbor.docker.containers().logs(harbor.shell("echo up; sleep 1000"), l -> l.follow(true));
        try (InputStream input = logs.asInputStream()) {
            assertThat(input.readNBytes(3)).isEqualTo("up\n".getBytes(StandardCharsets.UTF_8));
        }
        var copy = harbor.docker
                .containers()
                .logs(harbor.idler(), l -> l.follow(true))
                .copyTo(folder.resolve("follow.log"));
        copy.cancel(true);
        assertThatThrownBy(() -> await(copy, LIMIT)).isInstanceOf(CancellationException.class);
    }
}
