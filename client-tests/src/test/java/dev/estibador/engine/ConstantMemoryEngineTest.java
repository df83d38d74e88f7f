package dev.estibador.engine;

import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.estibador.build.BuildContext;
import dev.estibador.build.Dockerfile;
import dev.estibador.matrix.DefaultEngineOnly;
import dev.estibador.matrix.OnOneJava;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Far more bytes of logs and of contexts than memory: these run with a heap of 64 MB. */
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
