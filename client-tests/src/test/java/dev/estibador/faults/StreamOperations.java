package dev.estibador.faults;

import static dev.estibador.engine.Harbor.LIMIT;
import static dev.estibador.faults.Operation.resumed;
import static dev.estibador.faults.Operation.stream;
import static dev.estibador.stream.Blocking.await;

import dev.estibador.DockerClient;
import dev.estibador.container.LogOptions;
import dev.estibador.stream.EngineStream;
import dev.estibador.stream.OutputFrame;
import dev.estibador.system.Event;
import dev.estibador.system.EventOptions;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What goes on for as long as the engine has any, in all its views; and waiting, which is as long. */
final class StreamOperations {
    private static final String LOGS = "GET .*/logs";

    private StreamOperations() {}

    static List<Operation> on(Stage stage) {
        String finished = stage.finished;
        String running = stage.running;
        return List.of(
                stream("logs", LOGS, d -> Stage.text(d.containers().logs(finished))),
                stream("logs-terminal", LOGS, d -> Stage.text(d.containers().logs(stage.finishedTerminal))),
                stream("logs-iterated", LOGS, d -> {
                    StringBuilder text = new StringBuilder();
                    try (var frames = d.containers()
                            .logs(finished, StreamOperations::stdout)
                            .iterate()) {
                        for (OutputFrame frame : frames) {
                            text.append(frame.text());
                        }
                    }
                    return text.toString();
                }),
                stream("logs-lines", LOGS, d -> {
                    StringBuilder lines = new StringBuilder();
                    await(d.containers()
                            .logs(
                                    finished,
                                    l -> l.stderr(false).timestamps(true).details(true))
                            .lines()
                            .forEach(line -> lines.append(line).append('\n')));
                    return lines.toString();
                }),
                stream("logs-copied", LOGS, d -> {
                    var stdout = new ByteArrayOutputStream();
                    var stderr = new ByteArrayOutputStream();
                    await(d.containers().logs(finished).copyTo(stdout, stderr));
                    return text(stdout) + "/" + text(stderr);
                }),
                stream("logs-to-a-file", LOGS, d -> {
                    Path file = stage.newDirectory().resolve("log");
                    await(d.containers()
                            .logs(finished, StreamOperations::stdout)
                            .copyTo(file));
                    return Files.readString(file);
                }),
                stream("logs-input", LOGS, d -> {
                    try (InputStream in = d.containers()
                            .logs(finished, StreamOperations::stdout)
                            .asInputStream()) {
                        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
                    }
                }),
                stream("logs-followed", LOGS, d -> firstLines(d, running, StreamOperations::following)),
                resumed("logs-resumed", LOGS, d -> firstLines(d, running, StreamOperations::resuming)),
                resumed("logs-resumed-to-the-end", LOGS, d -> {
                    StringBuilder lines = new StringBuilder();
                    await(d.containers()
                            .logs(finished, StreamOperations::resuming)
                            .lines()
                            .forEach(l -> lines.append(l.text()).append('\n')));
                    return lines.toString();
                }),
                stream("await-line", LOGS, d -> await(d.containers().awaitLine(running, "200"))
                        .text()),
                stream(
                        "wait",
                        "/wait",
                        d -> "exit "
                                + await(d.containers().awaitExit(finished).exit())
                                        .statusCode()),
                stream("stats", "/stats", d -> {
                    StringBuilder text = new StringBuilder();
                    first(d.containers().stats(running), stats -> {
                        text.append(stats.id());
                        return true;
                    });
                    return text.toString();
                }),
                stream("events", "/events", d -> events(stage, d, e -> {})),
                resumed("events-resumed", "/events", d -> events(stage, d, e -> e.resume(gap -> {}))));
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Of a log that goes on: as many as there were at the beginning. */
    private static String firstLines(DockerClient docker, String id, Consumer<LogOptions.Builder> options) {
        StringBuilder lines = new StringBuilder();
        int[] count = {0};
        first(docker.containers().logs(id, options).lines(), line -> {
            lines.append(line.text()).append('\n');
            return ++count[0] == Stage.LINES;
        });
        return lines.toString();
    }

    /** Takes items until one is the last that is wanted, or the stream ends. */
    private static <T> void first(EngineStream<T> stream, Predicate<T> last) {
        try (var items = stream.iterate()) {
            for (T item : items) {
                if (last.test(item)) {
                    return;
                }
            }
        }
    }

    /** Those of a volume that has come and gone, until the last of them: the engine remembers them. */
    private static String events(Stage stage, DockerClient docker, Consumer<EventOptions.Builder> more) {
        String name = stage.name();
        Instant before = await(stage.docker.system().info(), LIMIT).systemTime();
        await(stage.docker.volumes().create(name), LIMIT);
        await(stage.docker.volumes().remove(name), LIMIT);
        List<Event> events = new java.util.ArrayList<>();
        first(
                docker.system().events(e -> {
                    e.since(before).filter("type", "volume").filter("volume", name);
                    more.accept(e);
                }),
                event -> {
                    events.add(event);
                    return event.verb().equals("destroy");
                });
        return events.stream().map(Event::verb).collect(Collectors.joining(" "));
    }

    private static void stdout(LogOptions.Builder log) {
        log.stderr(false);
    }

    private static void following(LogOptions.Builder log) {
        log.stderr(false).follow(true);
    }

    private static void resuming(LogOptions.Builder log) {
        log.stderr(false).follow(true).resume(true);
    }
}
