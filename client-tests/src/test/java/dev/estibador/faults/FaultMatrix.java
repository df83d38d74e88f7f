package dev.estibador.faults;

import dev.estibador.DockerClient;
import dev.estibador.faults.FaultProxy.Way;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Operation × fault × moment × way. Each operation is rehearsed through a proxy that does nothing, which gives the right value and the
 * lengths of its exchange; then its cells are run one after another, beside those of other operations.
 */
final class FaultMatrix {
    private static final int OPERATIONS_AT_ONCE = 6;
    private static final Duration REHEARSAL = Duration.ofSeconds(30);

    private final SocketAddress engine;
    private final List<Operation> operations;
    private final Part part;

    FaultMatrix(SocketAddress engine, List<Operation> operations, Part part) {
        this.engine = engine;
        this.operations = operations;
        this.part = part;
    }

    /** Which of an operation's cells are run. */
    interface Part {
        List<Cell> of(int operation, List<Cell> all);

        Part ALL = (operation, all) -> all;

        /** Each fault once, at a moment and a way that change from one operation and fault to the next. */
        Part EACH_FAULT_ONCE = (operation, all) -> {
            List<Cell> some = new ArrayList<>();
            for (Fault fault : Fault.values()) {
                List<Cell> its =
                        all.stream().filter(cell -> cell.fault() == fault).toList();
                if (!its.isEmpty()) {
                    some.add(its.get((5 * operation + 7 * some.size()) % its.size()));
                }
            }
            return some;
        };

        /** The cells whose names begin so. */
        static Part named(String begin) {
            return (operation, all) ->
                    all.stream().filter(cell -> cell.name().startsWith(begin)).toList();
        }
    }

    List<CellResult> run() throws InterruptedException, ExecutionException, TimeoutException {
        ExecutorService threads = Executors.newFixedThreadPool(OPERATIONS_AT_ONCE);
        try {
            List<Future<List<CellResult>>> all = new ArrayList<>();
            for (int i = 0; i < operations.size(); i++) {
                int number = i;
                all.add(threads.submit(() -> runCellsOf(number)));
            }
            List<CellResult> results = new ArrayList<>();
            for (Future<List<CellResult>> each : all) {
                results.addAll(each.get(1, TimeUnit.HOURS));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private List<CellResult> runCellsOf(int number) throws Exception {
        Operation operation = operations.get(number);
        if (part.of(number, cellsOf(operation, new Moment.Lengths(100, 100, 100, 100)))
                .isEmpty()) {
            return List.of();
        }
        String expected;
        Moment.Lengths lengths;
        try (FaultProxy proxy = new FaultProxy(Way.UNIX, engine, Strike.none(operation.exchange()));
                DockerClient docker =
                        CellRun.client(proxy, limits -> limits.call(REHEARSAL).idle(REHEARSAL))) {
            expected = operation.action().run(docker);
            lengths = proxy.lengths();
        } catch (Exception e) {
            throw new IllegalStateException("the rehearsal of " + operation.name() + " failed", e);
        }
        if (lengths == null) {
            throw new IllegalStateException(operation.name() + " has no exchange " + operation.exchange());
        }
        List<CellResult> results = new ArrayList<>();
        for (Cell cell : part.of(number, cellsOf(operation, lengths))) {
            results.add(new CellRun(cell, engine, lengths, expected).run());
        }
        return results;
    }

    /** Two moments at the same byte are one. */
    private static List<Cell> cellsOf(Operation operation, Moment.Lengths lengths) {
        List<Cell> cells = new ArrayList<>();
        Set<String> places = new HashSet<>();
        for (Moment moment : Moment.values()) {
            long offset = moment.offset(lengths);
            if (moment != Moment.IDLE && (offset < 0 || !places.add(moment.isUpload() + " " + offset))) {
                continue;
            }
            for (Fault fault : Fault.values()) {
                for (Way way : Way.values()) {
                    Cell cell = new Cell(operation, fault, moment, way);
                    if (cell.makesSense()) {
                        cells.add(cell);
                    }
                }
            }
        }
        return cells;
    }
}
