package dev.estibador.contract;

import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.estibador.DockerClient;
import dev.estibador.common.ApiVersion;
import dev.estibador.connect.DockerConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** L8: thousands of logs that are followed, in which little happens, as a dashboard has them. */
class ManyFollowsContractTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int MOST = 9_000;
    /** What else the JVM has open. */
    private static final int OTHER_FILES = 500;
    /** As many at a time as fit in the queue of those that wait to be accepted. */
    private static final int WAVE = 500;

    private static final int PERIOD_MILLIS = 500;
    private static final long MOST_BYTES_EACH = 64 << 10;

    @TempDir
    Path folder;

    private static int affordable() {
        var system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return (int) Math.min(MOST, system.getMaxFileDescriptorCount() - OTHER_FILES);
    }

    @Test
    void needNoThreadEachAndLittleMemoryAndAllEnd() throws Exception {
        int count = affordable();
        Process engine = engine();
        try (var questions = new PrintWriter(engine.getOutputStream(), true, StandardCharsets.UTF_8);
                var answers =
                        new BufferedReader(new InputStreamReader(engine.getInputStream(), StandardCharsets.UTF_8));
                var docker = DockerClient.open(DockerConfig.to("unix://" + folder.resolve("s"))
                        .apiVersion(new ApiVersion(1, 45))
                        .build())) {
            assertThat(ask(questions, answers)).isEqualTo("0 0");
            AtomicIntegerArray frames = new AtomicIntegerArray(count);
            long before = usedHeap();
            long began = System.nanoTime();
            List<CompletableFuture<Void>> follows = follow(docker, frames);
            System.out.printf("%d follows opened in %d ms%n", count, millisSince(began));
            awaitTicks(frames);
            long each = (usedHeap() - before) / count;
            System.out.printf("%d follows: %d bytes of heap each, %d threads of the client%n", count, each, threads());

            assertThat(threads()).isLessThan(30);
            assertThat(each).isLessThan(MOST_BYTES_EACH);
            assertThat(follows).noneMatch(CompletableFuture::isDone);
            began = System.nanoTime();
            follows.forEach(follow -> follow.cancel(true));
            long end = System.nanoTime() + LIMIT.toNanos();
            while (!ask(questions, answers).equals(count + " " + count)) {
                assertThat(System.nanoTime()).as("the engine sees all closed").isLessThan(end);
            }
            System.out.printf("%d follows: the engine has seen all closed after %d ms%n", count, millisSince(began));
        } finally {
            engine.destroyForcibly();
        }
    }

    private Process engine(String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                FollowedEngine.class.getName(),
                folder.resolve("s").toString(),
                "" + PERIOD_MILLIS));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Each asks for an inspection before it is read, all at once, and each frame is computed with: no thread is needed for it. */
    @Test
    void thatBeginAtOnceNeedFewThreadsWhateverTheirConsumersCompute() throws Exception {
        int count = 1_000;
        Process engine = engine("inspected");
        try (var questions = new PrintWriter(engine.getOutputStream(), true, StandardCharsets.UTF_8);
                var answers =
                        new BufferedReader(new InputStreamReader(engine.getInputStream(), StandardCharsets.UTF_8));
                var docker = DockerClient.open(DockerConfig.to("unix://" + folder.resolve("s"))
                        .apiVersion(new ApiVersion(1, 41))
                        .build())) {
            assertThat(ask(questions, answers)).isEqualTo("0 0");
            AtomicIntegerArray frames = new AtomicIntegerArray(count);
            List<CompletableFuture<Void>> follows = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                follows.add(
                        docker.containers().logs("c" + i, l -> l.follow(true)).forEach(frame -> {
                            compute(Duration.ofNanos(200_000));
                            frames.incrementAndGet(number);
                        }));
            }
            long most = 0;
            long end = System.nanoTime() + LIMIT.toNanos();
            for (int i = 0; i < count; i++) {
                while (frames.get(i) < 2) {
                    most = Math.max(most, threads());
                    assertThat(System.nanoTime()).as("frames of follow %d", i).isLessThan(end);
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5)); // to look at threads stops them
                }
            }
            System.out.printf("%d follows opened at once: at most %d threads of the client%n", count, most);

            assertThat(most).isLessThanOrEqualTo(4 + 2L * Runtime.getRuntime().availableProcessors());
            assertThat(follows).noneMatch(CompletableFuture::isDone);
        } finally {
            engine.destroyForcibly();
        }
    }

    private static void compute(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    private static List<CompletableFuture<Void>> follow(DockerClient docker, AtomicIntegerArray frames) {
        List<CompletableFuture<Void>> follows = new ArrayList<>();
        while (follows.size() < frames.length()) {
            List<CompletableFuture<Void>> opening = new ArrayList<>();
            while (opening.size() < WAVE && follows.size() < frames.length()) {
                int number = follows.size();
                var logs = docker.containers().logs("c" + number, l -> l.follow(true));
                opening.add(logs.opened());
                follows.add(logs.forEach(frame -> frames.incrementAndGet(number)));
            }
            opening.forEach(one -> await(one, LIMIT));
        }
        return follows;
    }

    /** Until each has had two frames. */
    private static void awaitTicks(AtomicIntegerArray frames) {
        long end = System.nanoTime() + LIMIT.toNanos();
        for (int i = 0; i < frames.length(); i++) {
            while (frames.get(i) < 2) {
                assertThat(System.nanoTime()).as("frames of follow %d", i).isLessThan(end);
                Thread.onSpinWait();
            }
        }
    }

    private static String ask(PrintWriter questions, BufferedReader answers) throws IOException {
        questions.println();
        return answers.readLine();
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("estibador"))
                .count();
    }

    private static long millisSince(long began) {
        return (System.nanoTime() - began) / 1_000_000;
    }
}
