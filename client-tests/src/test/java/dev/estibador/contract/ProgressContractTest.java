package dev.estibador.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.build.BuildContext;
import dev.estibador.build.Dockerfile;
import dev.estibador.common.FileSet;
import dev.estibador.common.TarContent;
import dev.estibador.error.StreamFailedException;
import dev.estibador.image.Images;
import dev.estibador.stream.Progress;
import dev.estibador.stream.ProgressObserver;
import dev.estibador.stream.ProgressStream;
import dev.estibador.stream.ProgressTotal;
import dev.estibador.stream.ProgressTotals;
import dev.estibador.stream.TerminalProgress;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** L42, with what an engine of Docker 20.10 said, word by word. */
class ProgressContractTest {
    private static final TarContent ARCHIVE = TarContent.of(FileSet.of(f -> f.text("a", "b")));

    private final HttpEngine engine = new HttpEngine();
    private final StringBuilder plain = new StringBuilder();

    @AfterEach
    void close() {
        engine.close();
    }

    private static String recorded(String name) {
        try (InputStream file = ProgressContractTest.class.getResourceAsStream("progress/" + name + ".jsonl")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds up, and keeps what it came to after each message. */
    private final class Watch implements ProgressObserver {
        final ProgressTotals totals = new ProgressTotals();
        final TerminalProgress terminal = TerminalProgress.plain(plain);
        final List<Integer> percents = new ArrayList<>();

        @Override
        public void take(Progress message) {
            totals.take(message);
            terminal.take(message);
            percents.add(totals.total().percent());
        }

        @Override
        public void ended(@Nullable Throwable failure) {
            totals.ended(failure);
            terminal.ended(failure);
        }
    }

    static Stream<Arguments> jobs() {
        Function<Images, ProgressStream<?>> pull = images -> images.pull("127.0.0.1:5000/progress");
        Function<Images, ProgressStream<?>> push = images -> images.push("127.0.0.1:5000/progress");
        Function<Images, ProgressStream<?>> load = images -> images.load(ARCHIVE);
        Function<Images, ProgressStream<?>> build = images -> images.build(BuildContext.of(Dockerfile.from("scratch")));
        return Stream.of(
                Arguments.of("pull", pull, 3, 1_064_337L + 3_001_122 + 300_286),
                Arguments.of("push", push, 3, 1_982_256L + 3_000_000 + 300_000),
                Arguments.of("load", load, 3, 1_984_512L + 3_001_856 + 301_568),
                Arguments.of("build", build, 4, 0L));
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void aJobThatEndsWellAddsUp(String name, Function<Images, ProgressStream<?>> job, long steps, long bytes) {
        engine.answers(200, recorded(name));
        Watch watch = new Watch();
        engine.await(job.apply(engine.docker.images()).result(watch));

        assertThat(watch.percents).isSorted().allMatch(percent -> 0 <= percent && percent <= 99);
        assertThat(watch.percents.stream().distinct()).as("that it moved").hasSizeGreaterThan(3);
        assertThat(watch.totals.total()).isEqualTo(new ProgressTotal(steps, steps, bytes, bytes, 100));
    }

    @Test
    void withoutATerminalEachStateHasALine() {
        engine.answers(200, recorded("pull"));
        engine.await(engine.docker.images().pull("127.0.0.1:5000/progress").result(TerminalProgress.plain(plain)));

        assertThat(plain.toString()).isEqualTo("""
            latest: Pulling from progress
            f94ff9251178: Pulling fs layer
            19b2565dceb6: Pulling fs layer
            baedf68f142e: Pulling fs layer
            baedf68f142e: Verifying Checksum
            baedf68f142e: Download complete
            f94ff9251178: Download complete
            19b2565dceb6: Verifying Checksum
            19b2565dceb6: Download complete
            f94ff9251178: Pull complete
            19b2565dceb6: Pull complete
            baedf68f142e: Pull complete
            Digest: sha256:5287979ea664031f1f8343fcf2d70b4e4956aa32ddfdcbac36a22bef0b2c339b
            Status: Downloaded newer image for 127.0.0.1:5000/progress:latest
            """);
    }

    @Test
    void aJobThatFailsStaysWhereItWas() {
        engine.answers(
                200,
                "{\"status\":\"Preparing\",\"progressDetail\":{},\"id\":\"a\"}\r\n"
                        + "{\"status\":\"Pushing\",\"progressDetail\":{\"current\":1,\"total\":2},\"id\":\"a\"}\r\n"
                        + "{\"errorDetail\":{\"message\":\"denied\"},\"error\":\"denied\"}\r\n");
        Watch watch = new Watch();

        assertThatThrownBy(() -> engine.await(engine.docker.images().push("a").result(watch)))
                .isInstanceOf(StreamFailedException.class);
        assertThat(watch.totals.total()).isEqualTo(new ProgressTotal(0, 1, 1, 2, 50));
        assertThat(plain.toString()).isEqualTo("a: Preparing\n");
    }
}
