package dev.estibador.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a contender can be told to do, as a line: a word and its numbers. Each checks that all of it came, and gives what
 * it measured: {@link Meter}'s values, {@code p50} in seconds where calls were timed one by one, and {@code items}.
 */
final class Tasks {
    private static final int PATIENCE_SECONDS = 60;
    private static final int ECHO_BYTES = 64;
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Contender contender;
    private final Path engine;

    Tasks(Contender contender, Path engine) {
        this.contender = contender;
        this.engine = engine;
    }

    Map<String, Double> run(String line) throws Exception {
        String[] words = line.split(" ", -1);
        return switch (words[0]) {
            case "logs" -> logs(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
            case "ping" -> timed(Integer.parseInt(words[1]), contender::ping);
            case "pings" -> many(Contender.Kind.PING, Integer.parseInt(words[1]), Integer.parseInt(words[2]));
            case "inspects" -> many(Contender.Kind.INSPECT, Integer.parseInt(words[1]), Integer.parseInt(words[2]));
            case "list" -> list(Integer.parseInt(words[1]));
            case "pull" -> pull(Integer.parseInt(words[1]));
            case "cancel" -> cancel(Integer.parseInt(words[1]));
            case "echo" -> echo(Integer.parseInt(words[1]));
            case "build" -> build(Path.of(words[1]), Long.parseLong(words[2]));
            case "follows" -> follows(Integer.parseInt(words[1]));
            case "slow" -> slow(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
            default -> throw new IllegalArgumentException("no such task: " + line);
        };
    }

    static void check(boolean good, String problem, Object found) {
        if (!good) {
            throw new IllegalStateException(problem + ": " + found);
        }
    }

    private Map<String, Double> logs(int payload, int frames) throws Exception {
        Meter meter = new Meter();
        Contender.Tally tally = contender.logs("logs-" + payload + "-" + frames);
        Map<String, Double> values = meter.stop();
        check(tally.bytes() == (long) payload * frames, "bytes missing or too many", tally);
        values.put("items", (double) frames);
        values.put("bytes", (double) tally.bytes());
        values.put("callbacks", (double) tally.items());
        return values;
    }

    private Map<String, Double> timed(int times, BlockingCalls.Call call) throws Exception {
        long[] nanos = new long[times];
        Meter meter = new Meter();
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            call.make();
            nanos[i] = System.nanoTime() - start;
        }
        Map<String, Double> values = meter.stop();
        values.put("items", (double) times);
        values.put("p50", median(nanos));
        return values;
    }

    private static double median(long[] nanos) {
        Arrays.sort(nanos);
        return nanos[nanos.length / 2] / 1e9;
    }

    private Map<String, Double> many(Contender.Kind call, int calls, int inFlight) throws Exception {
        Meter meter = new Meter();
        contender.many(call, calls, inFlight);
        Map<String, Double> values = meter.stop();
        values.put("items", (double) calls);
        return values;
    }

    private Map<String, Double> list(int times) throws Exception {
        return timed(times, () -> {
            int size = contender.list(true);
            check(size == 1_000, "containers missing", size);
        });
    }

    private Map<String, Double> pull(int messages) throws Exception {
        Meter meter = new Meter();
        long came = contender.pull(messages);
        Map<String, Double> values = meter.stop();
        check(came == messages, "messages missing or too many", came);
        values.put("items", (double) messages);
        return values;
    }

    /** From the call of cancel until the engine read the end of file: both read the machine's own monotonic clock. */
    private Map<String, Double> cancel(int times) throws Exception {
        long[] nanos = new long[times];
        for (int i = 0; i < times; i++) {
            String id = "cancel-" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet();
            CountDownLatch came = new CountDownLatch(1);
            Contender.Running running = contender.follow(id, size -> came.countDown());
            check(came.await(PATIENCE_SECONDS, TimeUnit.SECONDS), "no frame came of", id);
            long start = System.nanoTime();
            running.cancel();
            long end = RawConnection.ask(engine, "/bench/closed/" + id);
            check(end != 0, "the engine did not see the end of", id);
            nanos[i] = end - start;
        }
        Map<String, Double> values = new HashMap<>();
        values.put("items", (double) times);
        values.put("p50", median(nanos));
        return values;
    }

    private Map<String, Double> echo(int times) throws Exception {
        ByteBuffer bytes = Replies.direct(new byte[ECHO_BYTES]);
        try (Contender.Echo echo = contender.attach()) {
            return timed(times, () -> echo.roundTrip(bytes));
        }
    }

    private Map<String, Double> build(Path folder, long bytes) throws Exception {
        Meter meter = new Meter();
        contender.build(folder);
        Map<String, Double> values = meter.stop();
        values.put("bytes", (double) arrived(engine, bytes));
        return values;
    }

    /** What the files of a context have together, of which the engine must have had no less in its last build. */
    static long arrived(Path engine, long bytes) throws IOException {
        long came = RawConnection.ask(engine, "/bench/built");
        check(came >= bytes, "bytes missing of " + bytes, came);
        return bytes;
    }

    /** A consumer that takes a frame of a kilobyte and then waits; after a while, what it has not had. */
    private Map<String, Double> slow(int frameMillis, int totalMillis) throws Exception {
        String id = "slow-1024-" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet();
        AtomicLong consumed = new AtomicLong();
        CountDownLatch never = new CountDownLatch(1);
        Contender.Running running = contender.follow(id, size -> {
            consumed.addAndGet(size);
            pause(never, frameMillis);
        });
        pause(never, totalMillis);
        long before = consumed.get();
        long taken = RawConnection.ask(engine, "/bench/taken/" + id);
        running.cancel();
        check(before > 0, "nothing came of", id);
        Map<String, Double> values = new HashMap<>();
        values.put("held", (double) (taken - before));
        values.put("consumed", (double) before);
        return values;
    }

    /** Opens all, lets each have some frames, and cancels all: {@code open} and {@code cancel} in seconds. */
    private Map<String, Double> follows(int count) throws Exception {
        AtomicLong frames = new AtomicLong();
        contender.followAll(1, size -> {}).cancel();
        Memory before = Memory.now();
        long start = System.nanoTime();
        Contender.Running all = contender.followAll(count, size -> frames.incrementAndGet());
        long opened = System.nanoTime();
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        CountDownLatch never = new CountDownLatch(1);
        long end = opened + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (frames.get() < count * 4L) {
            pause(never, 20);
            threads = Math.max(threads, ManagementFactory.getThreadMXBean().getThreadCount());
            check(System.nanoTime() < end, "frames are missing", frames);
        }
        Memory open = Memory.now();
        long cancelling = System.nanoTime();
        all.cancel();
        while (RawConnection.ask(engine, "/bench/follows") > 0) {
            pause(never, 5);
            check(System.nanoTime() < end, "the engine still sees follows", count);
        }
        long cancelled = System.nanoTime();
        Map<String, Double> values = new HashMap<>();
        values.put("items", (double) count);
        values.put("open", (opened - start) / 1e9);
        values.put("cancel", (cancelled - cancelling) / 1e9);
        values.put("held", (double) open.since(before));
        values.put("heap", (double) (open.heap() - before.heap()));
        values.put("threads", (double) open.threads() - before.threads());
        values.put("peak", (double) threads - before.threads());
        return values;
    }

    private static void pause(CountDownLatch never, int millis) {
        try {
            check(!never.await(millis, TimeUnit.MILLISECONDS), "not to be counted down", never);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
