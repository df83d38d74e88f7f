package dev.estibador.engine;

import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.estibador.build.BuildContext;
import dev.estibador.build.Dockerfile;
import dev.estibador.connect.DockerConfig;
import dev.estibador.matrix.DefaultEngineOnly;
import dev.estibador.matrix.OnOneJava;
import dev.estibador.stream.OutputFrame;
import dev.estibador.stream.StreamSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Far more bytes than memory: these run with a heap of 64 MB. */
@Tag("small-heap")
@DefaultEngineOnly("is run in a small heap, which does not depend on the engine")
class ConstantMemoryEngineTest {
    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final long GIB = 1L << 30;

    @BeforeAll
    static void theHeapIsSmall() {
        assertThat(Runtime.getRuntime().maxMemory()).isLessThanOrEqualTo(64L << 20);
    }

    /** L7: the container writes 500 MB of noise as fast as it can; the consumer rests now and then. */
    @Test
    void halfAGigabyteOfLogIsFollowedByASleepyConsumerWithoutLosingAByte(@TempDir Path folder) throws Exception {
        try (Harbor harbor = new Harbor(Reach.UNIX_NATIVE)) {
            String id = harbor.create(c -> c.cmd(
                    "sh",
                    "-c",
                    "mkfifo /pipe; sha256sum < /pipe > /sum & dd if=/dev/urandom bs=1M count=375 2>/dev/null"
                            + " | base64 -w 8000 | tee /pipe; wait"));
            MessageDigest digest = sha256();
            long[] bytes = new long[1];
            await(harbor.docker.containers().start(id), LIMIT);
            await(
                    harbor.docker.containers().logs(id, l -> l.follow(true)).forEach(frame -> {
                        digest.update(frame.bytes());
                        long before = bytes[0];
                        bytes[0] += frame.size();
                        if (before >> 21 != bytes[0] >> 21) {
                            rest();
                        }
                    }),
                    LIMIT);
            await(harbor.docker.containers().copyOut(id, "/sum").extractTo(folder), LIMIT);

            assertThat(bytes[0]).isGreaterThan(500_000_000L);
            assertThat(Files.readString(folder.resolve("sum"))).startsWith(hex(digest));
        }
    }

    private static void rest() {
        try {
            TimeUnit.MILLISECONDS.sleep(10);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** L17: the end of input is the only sign that the sum is due. */
    @ParameterizedTest
    @EnumSource(Reach.class)
    @OnOneJava("is one of several of its kind")
    void manyBytesOfInputAreSummedByTheProcessAfterItsEnd(Reach reach) {
        long size = reach == Reach.UNIX_NATIVE ? GIB : GIB / 4;
        try (Harbor harbor = new Harbor(reach)) {
            String id = harbor.idler();
            String exec = await(
                            harbor.docker.execs().create(id, e -> e.cmd("sha256sum")
                                    .attachStdin(true)
                                    .attachStdout(true)),
                            LIMIT)
                    .id();
            MessageDigest digest = sha256();
            StringBuilder answer = new StringBuilder();
            try (var session = await(harbor.docker.execs().attach(exec), LIMIT)) {
                var output = session.output().forEach((OutputFrame frame) -> {
                    if (frame.source() == StreamSource.STDOUT) {
                        answer.append(frame.text());
                    }
                });
                ArrayDeque<CompletableFuture<Void>> flying = new ArrayDeque<>();
                byte[] chunk = new byte[1 << 20];
                new Random(42).nextBytes(chunk);
                for (int i = 0; i < size / chunk.length; i++) {
                    byte[] next = chunk.clone();
                    ByteBuffer.wrap(next).putInt(0, i);
                    digest.update(next);
                    flying.add(session.write(ByteBuffer.wrap(next)));
                    if (flying.size() == 4) {
                        await(flying.remove(), LIMIT);
                    }
                }
                await(session.closeInput(), LIMIT);
                await(output, LIMIT);
            }

            assertThat(answer.toString()).startsWith(hex(digest));
            assertThat(await(harbor.docker.execs().inspect(exec), LIMIT).exitCode())
                    .isZero();
        }
    }

    /** L17, L21: read from a stream no faster than the process reads. TLS 1.3 is a reach of its own. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @OnOneJava("is one of several of its kind")
    void aGigabyteFromAStreamIsCountedByTheProcess(boolean tls12) {
        DockerConfig.Builder config =
                tls12 ? Reach.TLS.config().tls(Reach.material().protocols("TLSv1.2")) : Reach.UNIX_NATIVE.config();
        try (Harbor harbor = new Harbor(config)) {
            String exec = await(
                            harbor.docker.execs().create(harbor.idler(), e -> e.cmd("wc", "-c")
                                    .attachStdin(true)
                                    .attachStdout(true)),
                            LIMIT)
                    .id();
            try (var session = await(harbor.docker.execs().attach(exec), LIMIT)) {
                await(session.writeAll(zeros(GIB)), LIMIT);
                await(session.closeInput(), LIMIT);

                assertThat(Harbor.outputOf(session, StreamSource.STDOUT)).isEqualTo(GIB + "\n");
            }
            assertThat(await(harbor.docker.execs().awaitEnd(exec), LIMIT).exitCode())
                    .isZero();
        }
    }

    private static InputStream zeros(long count) {
        return new InputStream() {
            private long left = count;

            @Override
            public int read() {
                return left-- > 0 ? 0 : -1;
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                int given = (int) Math.min(left, length);
                left -= given;
                return given == 0 ? -1 : given;
            }
        };
    }

    /** L37: two gigabytes from a file of holes; the last file of the archive shows that all of it arrived. */
    @Test
    @OnOneJava("is one of several of its kind")
    void aContextOfTwoGigabytesIsStreamed(@TempDir Path folder) throws IOException {
        Path big = folder.resolve("big");
        try (RandomAccessFile file = new RandomAccessFile(big.toFile(), "rw")) {
            file.setLength(2 * GIB);
        }
        try (Harbor harbor = new Harbor(Reach.UNIX_NATIVE)) {
            var context = BuildContext.of(
                    Dockerfile.from(Harbor.IMAGE).copy("z-last", "/").runExec("cat", "/z-last"),
                    c -> c.file("big", big).text("z-last", "the whole archive arrived"));
            StringBuilder words = new StringBuilder();
            var built = await(
                    harbor.docker.images().build(context, b -> b.noCache(true)).result(p -> words.append(p.status())),
                    LIMIT);
            await(harbor.docker.images().remove(built.id()), LIMIT);

            assertThat(words).contains("the whole archive arrived");
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }
}
