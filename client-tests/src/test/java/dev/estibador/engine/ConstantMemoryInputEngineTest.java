package dev.estibador.engine;

import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.estibador.connect.DockerConfig;
import dev.estibador.matrix.DefaultEngineOnly;
import dev.estibador.matrix.OnOneJava;
import dev.estibador.stream.OutputFrame;
import dev.estibador.stream.StreamSource;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Far more bytes of input than memory: these run with a heap of 64 MB. */
@Tag("small-heap")
@DefaultEngineOnly("is run in a small heap, which does not depend on the engine")
@OnOneJava("is about bytes, which no Java has its own way with")
class ConstantMemoryInputEngineTest {
    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final long GIB = 1L << 30;

    @BeforeAll
    static void theHeapIsSmall() {
        assertThat(Runtime.getRuntime().maxMemory()).isLessThanOrEqualTo(64L << 20);
    }

    /** L17: the end of input is the only sign that the sum is due. */
    @ParameterizedTest
    @EnumSource(Reach.class)
    void manyBytesOfInputAreSummedByTheProcessAfterItsEnd(Reach reach) {
        long size = reach == Reach.UNIX_NATIVE ? GIB : GIB / 8;
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
