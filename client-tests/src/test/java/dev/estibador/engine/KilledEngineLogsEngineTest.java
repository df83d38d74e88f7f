package dev.estibador.engine;

import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.estibador.DockerClient;
import dev.estibador.build.BuildContext;
import dev.estibador.build.Dockerfile;
import dev.estibador.container.LogConfig;
import dev.estibador.matrix.DefaultEngineOnly;
import dev.estibador.stream.OutputFrame;
import dev.estibador.stream.StreamSource;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * L16, L65: logs that are followed while their connections are cut and their engine is killed again and again have every byte that
 * the engine's files have, once and in order, and no other. What an engine loses when it is killed is in no file; so a plain
 * reading afterwards is what they are compared with. More often with {@code -Dkills=N}.
 */
@DefaultEngineOnly("it is an engine of the test's own")
class KilledEngineLogsEngineTest {
    private static final int KILLS = Integer.getInteger("kills", 2);
    /** So many containers of each kind; fewer where it has to be quick. */
    private static final int OF_EACH = KILLS > 2 ? 3 : 1;

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String IMAGE = "estibador/mortal:busybox";

    /** What a container puts out, and by which driver it is kept. */
    private enum Chatter {
        SLOW("echo slow $i; sleep 0.2", "json-file", false, null),
        FAST("j=0; while [ $j -lt 300 ]; do echo fast $i $j; j=$((j+1)); done; sleep 0.3", "json-file", false, null),
        BOTH("echo out $i; echo err $i >&2; sleep 0.1", "json-file", false, null),
        LONG("echo $i $(head -c 75000 /dev/urandom | base64 -w 0); sleep 0.5", "json-file", false, null),
        BINARY("head -c 700 /dev/urandom; sleep 0.2", "json-file", false, null),
        TERMINAL("echo terminal $i; sleep 0.1", "json-file", true, null),
        TERMINAL_LONG("echo $i $(head -c 75000 /dev/urandom | base64 -w 0); sleep 0.5", "json-file", true, null),
        LOCAL("echo local $i; sleep 0.1", "local", false, null),
        LOCAL_LONG("echo $i $(head -c 75000 /dev/urandom | base64 -w 0); sleep 0.5", "local", false, null),
        /**
         * A file takes all that a pipe holds while the engine is down, 64 KiB in lines of 88 bytes and not of 16; for an engine that fills
         * two files at once does not follow both.
         */
        ROTATING(
                "j=0; while [ $j -lt 200 ]; do echo rotating $i $j; j=$((j+1)); done; sleep 0.2",
                "json-file",
                false,
                "400k");

        private final String step;
        private final String driver;
        private final boolean tty;
        private final String rotatedAt;

        Chatter(String step, String driver, boolean tty, String rotatedAt) {
            this.step = step;
            this.driver = driver;
            this.tty = tty;
            this.rotatedAt = rotatedAt;
        }

        String script() {
            return "i=0; while :; do " + step + "; i=$((i+1)); done";
        }

        LogConfig log() {
            LogConfig.Builder log = LogConfig.builder().type(driver);
            return (rotatedAt == null ? log : log.config("max-size", rotatedAt).config("max-file", "1000")).build();
        }
    }

    /** The bytes of a log, of each source by itself. */
    private static final class Bytes {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final ByteArrayOutputStream err = new ByteArrayOutputStream();

        synchronized void add(OutputFrame frame) {
            byte[] bytes = new byte[frame.size()];
            frame.bytes().get(bytes);
            (frame.source() == StreamSource.STDERR ? err : out).writeBytes(bytes);
        }

        private byte[] of(StreamSource source) {
            return (source == StreamSource.STDERR ? err : out).toByteArray();
        }

        /** How these differ from what is in the engine's files; empty if they do not. */
        String differenceFrom(Bytes files) {
            for (StreamSource source : StreamSource.values()) {
                byte[] is = of(source);
                byte[] should = files.of(source);
                int at = Arrays.mismatch(is, should);
                if (at >= 0) {
                    return source + ": " + is.length + " bytes where " + should.length + " are in the log; from byte "
                            + at + " on \"" + text(is, at) + "\" where \"" + text(should, at) + "\" should be";
                }
            }
            return "";
        }

        private static String text(byte[] bytes, int at) {
            int from = Math.max(0, at - 40);
            return new String(bytes, from, Math.min(bytes.length, at + 80) - from, StandardCharsets.ISO_8859_1);
        }
    }

    private static final class Followed {
        final Chatter chatter;
        final String id;
        final Bytes bytes = new Bytes();
        CompletableFuture<Void> end = new CompletableFuture<>();
        Throwable failure;
        volatile CountDownLatch more = new CountDownLatch(0);

        Followed(Chatter chatter, String id) {
            this.chatter = chatter;
            this.id = id;
        }

        void take(OutputFrame frame) {
            bytes.add(frame);
            more.countDown();
        }
    }

    @Test
    void everyByteOfEveryLogComesOnceWhileTheEngineIsKilled() throws Exception {
        try (MortalEngine engine = new MortalEngine()) {
            engine.start();
            List<Followed> all = new ArrayList<>();
            int cuts;
            try (Relay relay = new Relay(engine.socket());
                    DockerClient docker = relay.client()) {
                await(docker.images().build(context(), b -> b.tag(IMAGE)).result(), LIMIT);
                for (Chatter chatter : Chatter.values()) {
                    for (int i = 0; i < OF_EACH; i++) {
                        all.add(follow(docker, chatter));
                    }
                }
                for (int kill = 0; kill < KILLS; kill++) {
                    awaitMore(all, relay);
                    engine.kill();
                    engine.start();
                }
                awaitMore(all, relay);
                for (Followed one : all) {
                    await(docker.containers().kill(one.id), LIMIT);
                }
                for (Followed one : all) {
                    one.failure = await(one.end.handle((nothing, e) -> e), LIMIT);
                }
                cuts = relay.cuts();
            }
            try (DockerClient docker = engine.client()) {
                List<String> differences = new ArrayList<>();
                for (Followed one : all) {
                    Bytes files = new Bytes();
                    await(docker.containers().logs(one.id).forEach(files::add), LIMIT);
                    String difference = one.bytes.differenceFrom(files);
                    if (!difference.isEmpty() || one.failure != null) {
                        differences.add(one.chatter + " " + difference + " " + one.failure);
                    }
                }
                System.out.println(all.size() + " logs were followed over " + KILLS + " kills of their engine and "
                        + cuts + " cuts");
                assertThat(differences).isEmpty();
                assertThat(cuts).isGreaterThan(KILLS);
            }
        }
    }

    private static BuildContext context() {
        return BuildContext.of(
                Dockerfile.from("scratch").copy("busybox", "/bin/busybox"),
                c -> c.file("busybox", Path.of(Reach.required("ESTIBADOR_BUSYBOX"))));
    }

    private static Followed follow(DockerClient docker, Chatter chatter) {
        String links = "/bin/busybox mkdir -p /usr/bin; /bin/busybox --install -s /bin; ";
        String id = await(
                        docker.containers().create(IMAGE, c -> c.tty(chatter.tty)
                                .cmd("/bin/busybox", "sh", "-c", "export PATH=/bin; " + links + chatter.script())
                                .host(h -> h.networkMode("none").logConfig(chatter.log()))),
                        LIMIT)
                .id();
        await(docker.containers().start(id), LIMIT);
        Followed followed = new Followed(chatter, id);
        followed.end =
                docker.containers().logs(id, l -> l.follow(true).resume(true)).forEach(followed::take);
        return followed;
    }

    /** Each of them gives more than it has given, while now this one's connection is cut and now that one's. */
    private static void awaitMore(List<Followed> all, Relay relay) throws InterruptedException {
        for (Followed one : all) {
            one.more = new CountDownLatch(5);
        }
        for (Followed one : all) {
            if (!one.more.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError(one.chatter + " gives nothing more; its log: " + one.end);
            }
            relay.cut();
        }
    }
}
