package dev.estibador.faults;

import static dev.estibador.faults.Operation.session;
import static dev.estibador.stream.Blocking.await;

import dev.estibador.container.AttachOptions;
import dev.estibador.stream.AttachSession;
import dev.estibador.stream.OutputFrame;
import java.io.ByteArrayInputStream;
import java.util.List;

/** Connections that the engine hands over. */
final class SessionOperations {
    private static final String START = "/exec/.*/start";
    private static final int FED = 20_000;

    private SessionOperations() {}

    static List<Operation> on(Stage stage) {
        String running = stage.running;
        String attached = stage.talker();
        String attachedByWebSocket = stage.talker();
        return List.of(
                session(
                        "attach",
                        "/attach",
                        d -> answered(await(d.containers().attach(attached, SessionOperations::talk)), stage.name())),
                session(
                        "attach-websocket",
                        "/attach/ws",
                        d -> answered(
                                await(d.containers().attachWebSocket(attachedByWebSocket, SessionOperations::talk)),
                                stage.name())),
                session(
                        "attach-logs",
                        "/attach",
                        d -> until(
                                await(d.containers()
                                        .attach(running, a -> a.logs(true).stdout(true))),
                                "\n" + Stage.LINES + "\n")),
                session("exec-run", START, d -> {
                    var result =
                            await(d.execs().run(running, e -> e.cmd("sh", "-c", "seq 1 100; echo no >&2; exit 3")));
                    return result.stdout().text() + result.stderr().text() + result.exitCode();
                }),
                session("exec-fed", START, d -> {
                    String id = await(d.execs().create(running, e -> e.cmd("wc", "-c")
                                    .attachStdin(true)
                                    .attachStdout(true)))
                            .id();
                    try (var session = await(d.execs().attach(id))) {
                        await(session.writeAll(new ByteArrayInputStream(new byte[FED])));
                        await(session.closeInput());
                        return Stage.text(session.output());
                    }
                }));
    }

    /** Says something, and waits until that was repeated. */
    private static String answered(AttachSession session, String words) {
        var said = session.write(words + "\n");
        String answer = until(session, "got " + words + "\n");
        await(said);
        return answer;
    }

    /** Waits for some output. */
    private static String until(AttachSession session, String last) {
        StringBuilder output = new StringBuilder();
        try (session;
                var frames = session.output().iterate()) {
            for (OutputFrame frame : frames) {
                output.append(frame.text());
                if (output.indexOf(last) >= 0) {
                    return "it came";
                }
            }
        }
        return "";
    }

    private static void talk(AttachOptions.Builder attach) {
        attach.stdin(true).stdout(true).stderr(true);
    }
}
