package dev.estibador.faults;

import dev.estibador.DockerClient;
import dev.estibador.connect.DockerConfig;
import dev.estibador.connect.Timeouts;
import dev.estibador.error.DockerException;
import dev.estibador.error.EngineException;
import dev.estibador.error.EngineTimeoutException;
import dev.estibador.stream.Blocking;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Runs one cell with a client and a proxy of its own, and judges it. Where bytes are missing, the client's time limits are short, since
 * they have to end it; else they are long, since nothing may.
 */
final class CellRun {
    private static final Duration TO_CLOSE = Duration.ofSeconds(2);

    private final Cell cell;
    private final SocketAddress engine;
    private final Moment.Lengths lengths;
    private final String expected;

    /**
     * Of an operation that was rehearsed.
     *
     * @param expected what it gives when nothing is wrong
     */
    CellRun(Cell cell, SocketAddress engine, Moment.Lengths lengths, String expected) {
        this.cell = cell;
        this.engine = engine;
        this.lengths = lengths;
        this.expected = expected;
    }

    /** A client through that proxy. */
    static DockerClient client(FaultProxy proxy, Consumer<Timeouts.Builder> timeouts) throws IOException {
        return DockerClient.open(
                DockerConfig.to(proxy.address()).timeouts(timeouts).build());
    }

    private void limit(Timeouts.Builder timeouts) {
        boolean soon = !cell.fault().isHarmless();
        timeouts.responseHead(Duration.ofMillis(soon ? 1_500 : 15_000))
                .idle(Duration.ofMillis(soon ? 1_500 : 15_000))
                .call(Duration.ofSeconds(soon ? 4 : 30));
    }

    CellResult run() throws IOException, InterruptedException {
        Strike strike = new Strike(
                Pattern.compile(cell.operation().exchange()),
                cell.moment() == Moment.IDLE ? null : cell.fault(),
                cell.moment().isUpload(),
                cell.moment().offset(lengths));
        long begin = System.nanoTime();
        try (FaultProxy proxy = new FaultProxy(cell.way(), engine, strike)) {
            DockerClient docker = client(proxy, this::limit);
            CellResult result;
            try {
                if (cell.moment() == Moment.IDLE) {
                    Blocking.await(docker.system().ping(), Duration.ofSeconds(10));
                    proxy.strikeIdle(cell.fault());
                }
                result = judged(docker, proxy, begin);
            } finally {
                docker.close();
            }
            return !result.verdict().isBad() && !proxy.noneOpenWithin(TO_CLOSE)
                    ? result(Verdict.LEAK, "a connection is open after close()", begin)
                    : result;
        }
    }

    private CellResult judged(DockerClient docker, FaultProxy proxy, long begin) throws InterruptedException {
        String value = null;
        Throwable failure = null;
        FutureTask<String> run =
                new FutureTask<>(() -> cell.operation().action().run(docker));
        ProxiedConnection.thread(run);
        try {
            value = run.get(cell.fault().isHarmless() ? 40 : 15, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return result(Verdict.HANG, "no end", begin);
        } catch (ExecutionException e) {
            failure = e.getCause();
        }
        Verdict verdict = value == null ? ofFailure(failure, proxy) : ofValue(value, proxy);
        String detail = verdict == Verdict.RIGHT ? "" : value == null ? String.valueOf(failure) : value;
        if (!verdict.isBad() && !proxy.noneBusyWithin(TO_CLOSE)) {
            return result(Verdict.LEAK, "a connection of the ended operation stays open; " + detail, begin);
        }
        return result(verdict, detail, begin);
    }

    private CellResult result(Verdict verdict, String detail, long begin) {
        return new CellResult(cell, verdict, detail, (System.nanoTime() - begin) / 1_000_000);
    }

    private Verdict ofValue(String value, FaultProxy proxy) {
        if (!proxy.hasStruck()) {
            return value.equals(expected) ? Verdict.UNREACHED : Verdict.WRONG;
        }
        boolean answered = cell.fault() == Fault.EARLY_ANSWER && cell.moment() != Moment.IDLE;
        if (answered && cell.operation().kind() != Operation.Kind.OPTIONAL_STEP) {
            return Verdict.WRONG;
        }
        if (value.equals(expected)) {
            return Verdict.RIGHT;
        }
        if (cell.fault() == Fault.CORRUPT) {
            return Verdict.ALTERED;
        }
        boolean cut = cell.fault() == Fault.FIN || cell.fault() == Fault.RST;
        if (cut && cell.operation().kind() == Operation.Kind.SESSION) {
            return Verdict.ENDED;
        }
        return value.length() < expected.length() ? Verdict.SILENT_END : Verdict.WRONG;
    }

    private Verdict ofFailure(@Nullable Throwable thrown, FaultProxy proxy) {
        DockerException failure = typed(thrown);
        if (failure == null) {
            return Verdict.UNTYPED;
        }
        if (!proxy.hasStruck() && !cell.fault().isHarmless() && failure instanceof EngineTimeoutException) {
            return Verdict.UNREACHED; // an engine that is slow meets the short limits, too
        }
        if (mustSucceed(proxy)) {
            return Verdict.BROKEN;
        }
        boolean answerLost = cell.fault() == Fault.EARLY_ANSWER
                && proxy.hasStruck()
                && !(failure instanceof EngineException answered && answered.status() == ProxiedConnection.ANSWERED);
        return answerLost ? Verdict.WRONG : Verdict.FAILED;
    }

    private boolean mustSucceed(FaultProxy proxy) {
        boolean cut = cell.fault() == Fault.FIN || cell.fault() == Fault.RST;
        if (cell.moment() == Moment.IDLE) {
            // the client has seen the end before it asks
            return cell.fault() != Fault.STALL;
        }
        return cell.fault().isHarmless()
                || !proxy.hasStruck()
                || (cut && cell.operation().kind() == Operation.Kind.RESUMED_STREAM && isInStream());
    }

    private boolean isInStream() {
        return cell.moment().compareTo(Moment.AFTER_HEAD) >= 0;
    }

    /** The {@link DockerException} that it is, or that is the cause of what waiting or reading wraps it into. */
    private static @Nullable DockerException typed(@Nullable Throwable thrown) {
        Throwable failure = thrown;
        while (failure instanceof CompletionException || failure instanceof IOException) {
            failure = failure.getCause();
        }
        return failure instanceof DockerException typed ? typed : null;
    }
}
