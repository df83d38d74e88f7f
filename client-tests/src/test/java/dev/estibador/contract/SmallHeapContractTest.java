package dev.estibador.contract;

import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.estibador.contract.ScriptedEngine.Conversation;
import dev.estibador.contract.ScriptedEngine.Kind;
import dev.estibador.error.DockerException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Values without end in a JVM of 96 MiB: the call fails with a type, and the next call is answered. */
class SmallHeapContractTest {
    @TempDir
    Path directory;

    /** What the engine repeats, and what it begins with. */
    enum Reply {
        A_LIST_OF_NOTHINGS("[{}", ",{}"),
        A_MAP_OF_NOTHINGS("{\"Labels\":{\"\":\"\"", ",\"a\":\"\""),
        ONE_TEXT("[\"", "xxxxxxxxxxxxxxxx"),
        DEEPER_AND_DEEPER("[", "["),
        SPACE(" ", "                ");

        private final String begin;
        private final String more;

        Reply(String begin, String more) {
            this.begin = begin;
            this.more = more;
        }

        /** Up to a gigabyte, or as much as is just allowed, and then the end. */
        private void say(Conversation c, boolean all) throws IOException {
            c.say("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
            c.chunk(begin);
            String chunk = more.repeat((1 << 16) / more.length());
            for (int i = 0; i < (all ? 16_384 : 320); i++) {
                c.chunk(chunk);
            }
            c.chunk("]").say("0\r\n\r\n");
        }
    }

    static final class Program {
        private Program() {}

        public static void main(String[] args) throws IOException {
            Reply reply = Reply.valueOf(args[0]);
            try (var engine = new ScriptedEngine(Kind.UNIX_NATIVE, c -> {
                        while (true) {
                            String head = c.head();
                            if (head.contains("/_ping")) {
                                c.json("{}");
                            } else {
                                reply.say(c, head.contains("all=true"));
                            }
                        }
                    });
                    var docker = engine.client()) {
                for (boolean all : new boolean[] {false, true}) {
                    try {
                        await(docker.containers().list(l -> l.all(all)), Duration.ofSeconds(60));
                        System.out.println("a value");
                    } catch (DockerException e) {
                        System.out.println(e.getClass().getSimpleName() + " " + e.getMessage());
                    }
                    await(docker.system().ping(), Duration.ofSeconds(20));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Reply.class)
    void aReplyWithoutEndFailsItsCallAlone(Reply reply) throws Exception {
        String output = new ChildJvm(directory).flags("-Xmx96m").run(Program.class, reply.name());

        assertThat(output.lines())
                .hasSize(2)
                .allMatch(failure ->
                        failure.startsWith("ReplyTooLargeException") || failure.startsWith("MalformedReplyException"));
    }
}
