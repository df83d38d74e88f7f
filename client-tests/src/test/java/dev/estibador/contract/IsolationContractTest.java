package dev.estibador.contract;

import static dev.estibador.contract.ScriptedEngine.Conversation.MULTIPLEXED;
import static dev.estibador.contract.ScriptedEngine.Conversation.frame;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.estibador.DockerClient;
import dev.estibador.contract.ScriptedEngine.Kind;
import dev.estibador.stream.EngineStream;
import dev.estibador.stream.OutputFrame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * L7: four consumers that never return and a hundred that are slow, of streams that come as fast as they are read, and a
 * call beside them. How long the call takes is printed, and judged by the benchmark; here it has to come back at all.
 */
class IsolationContractTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int STUCK = 4;
    private static final int SLOW = 100;
    private static final int FAST = 20;
    private static final int FEW_PINGS = 10;
    private static final int PINGS = 2_000;
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /** Bytes of all streams in a tick: several times what those that are slow take, and far less than fills a socket. */
    private static final long SETTLED = 8 << 20;

    /**
     * What the sockets of both sides may hold of a stream that nobody reads; those of TCP grow, commonly to 6 and on some
     * machines to 32 MiB on the receiving side.
     */
    private static final Map<Kind, Long> IN_THE_KERNEL = Map.of(
            Kind.UNIX_NATIVE,
            512L << 10,
            Kind.UNIX_IO_URING,
            512L << 10,
            Kind.UNIX_JDK,
            512L << 10,
            Kind.UNIX_JUNIXSOCKET,
            512L << 10,
            Kind.TCP,
            40L << 20,
            Kind.TLS,
            40L << 20);

    private final Map<String, AtomicLong> written = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> consumed = new ConcurrentHashMap<>();

    private ScriptedEngine engine(Kind kind, int frameSize) throws IOException {
        String frame = frame(1, "x".repeat(frameSize));
        byte[] chunk =
                (Integer.toHexString(frame.length()) + "\r\n" + frame + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        return new ScriptedEngine(kind, c -> {
            String head = c.head();
            try {
                while (head.contains("/_ping")) {
                    c.say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK");
                    head = c.head();
                }
                AtomicLong sent = count(written, head.split("/", -1)[3]);
                c.say(MULTIPLEXED);
                while (true) {
                    c.say(chunk);
                    sent.addAndGet(chunk.length);
                }
            } catch (IOException e) {
                // the client has closed
            }
        });
    }

    /** Until then the engine of this test keeps the processors busy with filling them. */
    private void awaitFullSockets() {
        long end = System.nanoTime() + LIMIT.toNanos();
        long before = Long.MIN_VALUE / 2;
        for (long now = 0; now - before > SETTLED && System.nanoTime() < end; ) {
            before = now;
            LockSupport.parkNanos(TICK_NANOS);
            now = written.values().stream().mapToLong(AtomicLong::get).sum();
        }
    }

    private static AtomicLong count(Map<String, AtomicLong> counts, String name) {
        return counts.computeIfAbsent(name, key -> new AtomicLong());
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void stuckAndSlowConsumersHoldLittleAndHinderNobody(Kind kind) throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (var engine = engine(kind, 1000);
                var docker = engine.client()) {
            pings(docker, PINGS);
            long[] alone = pings(docker, PINGS);
            List<CompletableFuture<Void>> streams = new ArrayList<>();
            for (int i = 0; i < STUCK; i++) {
                streams.add(open(docker, "stuck" + i).forEach(frame -> block(release)));
            }
            for (int i = 0; i < SLOW; i++) {
                AtomicLong done = count(consumed, "slow" + i);
                streams.add(open(docker, "slow" + i).forEach(frame -> {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
                    done.addAndGet(frame.size());
                }));
            }
            awaitFullSockets();
            long[] beside = pings(docker, PINGS);
            System.out.printf(
                    "ping over %s: alone p50 %d us, p99 %d us; beside %d stuck and %d slow p50 %d us, p99 %d us%n",
                    kind,
                    alone[PINGS / 2],
                    alone[PINGS * 99 / 100],
                    STUCK,
                    SLOW,
                    beside[PINGS / 2],
                    beside[PINGS * 99 / 100]);

            assertThat(written).hasSize(STUCK + SLOW);
            written.forEach((name, sent) -> assertThat(
                            sent.get() - count(consumed, name).get() - IN_THE_KERNEL.get(kind))
                    .as("bytes of %s held by the client", name)
                    .isLessThan(1 << 20));
            assertThat(streams).allMatch(stream -> !stream.isDone());
            streams.forEach(stream -> stream.cancel(true));
            release.countDown();
        }
    }

    /** Streams that are read at full speed, frame by small frame, leave room on the I/O threads for others. */
    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"UNIX_NATIVE", "TCP"})
    void fastConsumersHinderNobody(Kind kind) throws Exception {
        try (var engine = engine(kind, 7);
                var docker = engine.client()) {
            List<CompletableFuture<Void>> streams = new ArrayList<>();
            for (int i = 0; i < FAST; i++) {
                streams.add(open(docker, "fast" + i).forEach(frame -> {}));
            }
            long[] beside = pings(docker, FEW_PINGS);
            System.out.printf(
                    "ping over %s beside %d at full speed: p50 %d us, longest %d us%n",
                    kind, FAST, beside[FEW_PINGS / 2], beside[FEW_PINGS - 1]);

            assertThat(streams).allMatch(stream -> !stream.isDone());
            streams.forEach(stream -> stream.cancel(true));
        }
    }

    private static EngineStream<OutputFrame> open(DockerClient docker, String name) {
        EngineStream<OutputFrame> logs = docker.containers().logs(name, l -> l.follow(true));
        await(logs.opened(), LIMIT);
        return logs;
    }

    private static void block(CountDownLatch latch) {
        try {
            assertThat(latch.await(2, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How long each took, in microseconds, in ascending order. */
    private static long[] pings(DockerClient docker, int count) {
        long[] micros = new long[count];
        for (int i = 0; i < count; i++) {
            long began = System.nanoTime();
            await(docker.system().ping(), LIMIT);
            micros[i] = (System.nanoTime() - began) / 1000;
        }
        Arrays.sort(micros);
        return micros;
    }
}
