package dev.estibador.contract;

import static dev.estibador.contract.ScriptedEngine.Conversation.MULTIPLEXED;

import dev.estibador.contract.ScriptedEngine.Kind;
import dev.estibador.contract.ScriptedEngine.Script;
import dev.estibador.stream.Blocking;
import dev.estibador.stream.FrameStream;
import dev.estibador.stream.LogLine;
import dev.estibador.stream.StreamSource;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What the tests of a log's views have their engine say. */
final class LogTalk {
    static final Duration LIMIT = Duration.ofSeconds(20);
    static final String TIME = "2026-11-25T08:33:20.319700126Z";

    private LogTalk() {}

    /** A log that has those bytes, and ends. */
    static Script saying(String... chunks) {
        return c -> {
            c.head();
            c.say(MULTIPLEXED);
            for (String chunk : chunks) {
                c.chunk(chunk);
            }
            c.say("0\r\n\r\n").awaitClose();
        };
    }

    /** Uses the log of a container of such an engine. */
    static <T> T with(Script script, Function<FrameStream, T> use) throws IOException {
        try (var engine = new ScriptedEngine(Kind.UNIX_NATIVE, script);
                var docker = engine.client()) {
            return use.apply(docker.containers().logs("web"));
        }
    }

    static List<LogLine> all(FrameStream logs) {
        List<LogLine> lines = new ArrayList<>();
        Blocking.await(logs.lines().forEach(lines::add), LIMIT);
        return lines;
    }

    static LogLine out(String text) {
        return new LogLine(StreamSource.STDOUT, text);
    }
}
