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
import java.time.Instant;
import java.time.InstantSource;
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
                Arguments.of("build", build, 4, 0L),
                Arguments.of("buildkit", build, 9, 946L + 980 + 3_001_219));
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
    void withoutATerminalABuildByBuildKitHasALineForEachThingThatHappens() {
        engine.answers(200, recorded("buildkit"));
        engine.await(engine.docker
                .images()
                .build(BuildContext.of(Dockerfile.from("scratch")))
                .result(TerminalProgress.plain(plain)));

        assertThat(plain.toString().replaceAll("(sha256:.{7})\\w{57}", "$1")).isEqualTo("""
            #1 [internal] load remote build context
            #1 DONE 0.0s
            #1 DONE 0.0s

            #2 copy /context /
            #2 DONE 0.1s

            #3 [internal] load metadata for 127.0.0.1:5000/ship:latest
            #3 DONE 0.0s

            #4 [base 1/3] FROM 127.0.0.1:5000/ship@sha256:9fd901a
            #4 DONE 0.0s
            #4 resolve 127.0.0.1:5000/ship@sha256:9fd901a 0.0s done
            #4 DONE 0.0s
            #4 extracting sha256:186611d 0.1s done
            #4 sha256:186611d 3.00MB / 3.00MB 0.0s done
            #4 sha256:9fd901a 946B / 946B 0.0s done
            #4 sha256:f422622 980B / 980B 0.0s done
            #4 DONE 0.1s

            #5 [base 2/3] RUN touch /cached
            #5 DONE 0.2s

            #6 [base 3/3] COPY app.txt /
            #6 DONE 0.0s

            #7 [stage-1 1/2] RUN for i in 1 2 3; do echo "crate $i: ñandú ⚓"; sleep 0.3; done; \
            printf '\\033[31mwet paint\\033[0m\\n10%%\\r100%%\\nno end' >&2
            #7 0.234 crate 1: ñandú ⚓
            #7 0.535 crate 2: ñandú ⚓
            #7 0.837 crate 3: ñandú ⚓
            #7 1.138 wet paint
            #7 1.138 100%
            #7 no end
            #7 DONE 1.1s

            #8 [stage-1 2/2] COPY --from=base /app.txt /again.txt
            #8 DONE 0.0s

            #9 exporting to image
            #9 exporting layers 0.0s done
            #9 writing image sha256:323bd7c 0.0s done
            #9 naming to docker.io/acme/ship 0.0s done
            #9 DONE 0.1s
            Successfully tagged acme/ship:latest
            """);
    }

    @Test
    void aTerminalShowsTheStepsOfABuildByBuildKitThatHasFailed() {
        engine.answers(200, recorded("buildkit-failing"));
        StringBuilder screen = new StringBuilder();
        var shown = TerminalProgress.drawn(screen, 60, InstantSource.fixed(Instant.EPOCH));

        assertThatThrownBy(() -> engine.await(engine.docker
                        .images()
                        .build(BuildContext.of(Dockerfile.from("scratch")))
                        .result(shown)))
                .isInstanceOf(StreamFailedException.class);
        // what comes after the cursor went up for the last time
        String last = screen.substring(screen.lastIndexOf("A\r")).replaceAll("\u001b\\[2K|\u001b\\[J|A?\r", "");
        assertThat(last).isEqualTo("""
            [+] Building 0.0s (8/9)
             => [internal] load remote build context                0.0s
             => copy /context /                                     0.1s
             => [internal] load metadata for 127.0.0.1:5000/ship:la 0.0s
             => [base 1/3] FROM 127.0.0.1:5000/ship@sha256:9fd901a6 0.0s
             => CACHED [base 2/3] RUN touch /cached                 0.0s
             => CACHED [base 3/3] COPY app.txt /                    0.0s
             => CACHED [stage-1 1/3] RUN for i in 1 2 3; do echo "c 0.0s
             => CACHED [stage-1 2/3] COPY --from=base /app.txt /aga 0.0s
             => ERROR [stage-1 3/3] RUN sleep 0.2; echo last words; 0.4s
            ------
             > [stage-1 3/3] RUN sleep 0.2; echo last words; exit 3:
            last words
            ------
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
