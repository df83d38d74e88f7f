package dev.estibador.contract;

import static dev.estibador.contract.LogTalk.LIMIT;
import static dev.estibador.contract.LogTalk.TIME;
import static dev.estibador.contract.LogTalk.all;
import static dev.estibador.contract.LogTalk.out;
import static dev.estibador.contract.LogTalk.saying;
import static dev.estibador.contract.LogTalk.with;
import static dev.estibador.contract.ScriptedEngine.Conversation.MULTIPLEXED;
import static dev.estibador.contract.ScriptedEngine.Conversation.frame;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.contract.ScriptedEngine.Kind;
import dev.estibador.contract.ScriptedEngine.Script;
import dev.estibador.error.StreamFailedException;
import dev.estibador.stream.FrameStream;
import dev.estibador.stream.LogLine;
import dev.estibador.stream.OutputFrame;
import dev.estibador.stream.StreamSource;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lines of a log, of whatever form the engine sends it in. */
class LogLinesContractTest {
    @Nested
    class Lines {
        /** L12. */
        @Test
        void arePutTogetherForEachSource() throws IOException {
            assertThat(with(
                            saying(frame(1, "half "), frame(2, "oh\r\n"), frame(1, "rest\nla"), frame(1, "st")),
                            LogTalk::all))
                    .containsExactly(new LogLine(StreamSource.STDERR, "oh"), out("half rest"), out("last"));
        }

        @Test
        void comeInPartsOfTheLengthThatIsAskedFor() throws IOException {
            List<LogLine> lines = new ArrayList<>();
            with(
                    saying(frame(1, "0123456789\n01234567\n")),
                    logs -> await(logs.lines(8).forEach(lines::add), LIMIT));

            assertThat(lines)
                    .extracting(LogLine::text, LogLine::partial)
                    .map(line -> line.toList().toString())
                    .containsExactly("[01234567, true]", "[89, false]", "[01234567, false]");
            assertThatThrownBy(() -> with(saying(), logs -> logs.lines(3)))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        /** L13. */
        @Test
        void haveTheTimesAndDetailsThatWereAskedFor() throws IOException {
            Script script = c -> {
                assertThat(c.head()).contains("&timestamps=true&details=true ").doesNotContain("Accept");
                c.say(MULTIPLEXED)
                        .chunk(frame(1, TIME + " a=x+y 1\n") + frame(2, TIME + "  2\n") + frame(1, "odd\n"))
                        .say("0\r\n\r\n")
                        .awaitClose();
            };
            try (var engine = new ScriptedEngine(Kind.UNIX_NATIVE, script);
                    var docker = engine.client()) {
                assertThat(all(docker.containers()
                                .logs("web", l -> l.timestamps(true).details(true))))
                        .containsExactly(
                                new LogLine(StreamSource.STDOUT, "1", Instant.parse(TIME), Map.of("a", "x y"), false),
                                new LogLine(StreamSource.STDERR, "2", Instant.parse(TIME), Map.of(), false),
                                out("odd"));
            }
        }

        /** L13: nothing that was not asked for is taken out of the text. */
        @Test
        void keepATimeThatTheProcessWrote() throws IOException {
            assertThat(with(saying(frame(1, TIME + " a=b mine\n")), LogTalk::all))
                    .containsExactly(out(TIME + " a=b mine"));
        }

        /** L5. */
        @Test
        void thatAreCutFailAfterThoseBefore() throws IOException {
            List<LogLine> lines = new ArrayList<>();
            Script script = c -> {
                c.head();
                c.say(MULTIPLEXED).chunk(frame(1, "whole\nhalf")).say("20\r\nx");
            };

            assertThatThrownBy(() -> with(script, logs -> await(logs.lines().forEach(lines::add), LIMIT)))
                    .isInstanceOf(StreamFailedException.class);
            assertThat(lines).containsExactly(out("whole"));
        }

        /** L9. */
        @Test
        void canBeCancelled() throws Exception {
            CountDownLatch closed = new CountDownLatch(1);
            Script script = c -> {
                c.head();
                c.say(MULTIPLEXED).chunk(frame(1, "one\ntwo")).awaitClose();
                closed.countDown();
            };
            String first = with(script, logs -> {
                try (var lines = logs.lines().iterate()) {
                    return lines.iterator().next().text();
                }
            });

            assertThat(first).isEqualTo("one");
            assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
        }

        /** L3: raw, as of a terminal, where the marks stand before lines. */
        @Test
        void ofATerminalAreLinesToo() throws IOException {
            Script script = c -> {
                if (c.head().contains("/json ")) {
                    c.json("{\"Config\":{\"Tty\":true}}").awaitClose();
                } else {
                    c.say("HTTP/1.1 200 OK\r\nContent-Type: application/vnd.docker.raw-stream\r\n\r\n" + TIME
                            + " one\r\n" + TIME + " last");
                }
            };
            try (var engine = new ScriptedEngine(Kind.UNIX_NATIVE, script);
                    var docker = engine.client()) {
                assertThat(all(docker.containers().logs("web", l -> l.timestamps(true))))
                        .extracting(LogLine::timestamp, LogLine::text)
                        .map(line -> line.toList().toString())
                        .containsExactly("[" + TIME + ", one]", "[" + TIME + ", last]");
            }
        }
    }

    @Nested
    class Records {
        private static final String RECORDS = "{\"Line\":\"half \",\"Source\":\"stdout\",\"Timestamp\":\"" + TIME
                + "\",\"Attrs\":[{\"Key\":\"a\",\"Value\":\"x y\"}],\"MetaData\":{\"Last\":false,\"ID\":\"1\",\"Ordinal\":1}}\n"
                + "{\"Line\":\"caf\\u00e9 \\u003c\\n\",\"Source\":\"stderr\",\"Timestamp\":\"odd\",\"Later\":{}}\n"
                + "{\"Line\":\"rest\\n\",\"Source\":\"stdout\",\"Timestamp\":\"2026-11-25T08:33:21Z\","
                + "\"Attrs\":[{\"Key\":\"a\",\"Value\":\"x y\"}]}\n"
                + "{\"Timestamp\":\"" + TIME + "\"}\n";

        private static Script answering(String type, String body) {
            return c -> {
                assertThat(c.head().toLowerCase(Locale.ROOT)).contains("\r\naccept: application/x-ndjson\r\n");
                c.say("HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nTransfer-Encoding: chunked\r\n\r\n");
                for (int i = 0; i < body.length(); i += 7) {
                    c.chunk(body.substring(i, Math.min(body.length(), i + 7)));
                }
                c.say("0\r\n\r\n").awaitClose();
            };
        }

        private static <T> T asked(Script script, Function<FrameStream, T> use) throws IOException {
            try (var engine = new ScriptedEngine(Kind.UNIX_NATIVE, script);
                    var docker = engine.client()) {
                return use.apply(docker.containers().logs("web", l -> l.structured(true)));
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "application/x-ndjson",
                    "application/jsonl",
                    "Application/X-NDJSON; charset=utf-8",
                    "application/json-seq",
                })
        void areReadByTheTypeOfTheReply(String type) throws IOException {
            String body = type.endsWith("seq") ? RECORDS.replaceAll("(?m)^\\{", "\u001e{") : RECORDS;

            assertThat(asked(answering(type, body), LogTalk::all))
                    .containsExactly(
                            new LogLine(StreamSource.STDERR, "caf\u00e9 <"),
                            new LogLine(
                                    StreamSource.STDOUT, "half rest", Instant.parse(TIME), Map.of("a", "x y"), false));
            List<OutputFrame> frames = new ArrayList<>();
            asked(answering(type, body), logs -> await(logs.forEach(frames::add), LIMIT));
            assertThat(frames)
                    .map(frame -> frame.source() + " " + frame.text())
                    .containsExactly("STDOUT half ", "STDERR caf\u00e9 <\n", "STDOUT rest\n", "STDOUT ");
        }

        @Test
        void thatTellAnErrorFailTheStream() throws IOException {
            String body = "{\"Line\":\"one\\n\",\"Source\":\"stdout\"}\n{\"Error\":\"the disk is full\"}\n";
            List<LogLine> lines = new ArrayList<>();

            assertThatThrownBy(() -> asked(
                            answering("application/x-ndjson", body),
                            logs -> await(logs.lines().forEach(lines::add), LIMIT)))
                    .isInstanceOf(StreamFailedException.class)
                    .hasMessageEndingWith("/containers/web/logs: the disk is full");
            assertThat(lines).containsExactly(out("one"));
            assertThatThrownBy(() ->
                            asked(answering("application/x-ndjson", body), logs -> await(logs.forEach(f -> {}), LIMIT)))
                    .isInstanceOf(StreamFailedException.class);
        }

        /** Older engines, and the logs of services and tasks. */
        @Test
        void areNotMissedWhereTheEngineDoesNotKnowThem() throws IOException {
            assertThat(asked(answering("application/vnd.docker.multiplexed-stream", frame(1, "one\n")), LogTalk::all))
                    .containsExactly(out("one"));
        }
    }
}
