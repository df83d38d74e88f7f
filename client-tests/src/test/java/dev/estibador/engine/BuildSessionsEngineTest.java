package dev.estibador.engine;

import static dev.estibador.engine.Harbor.LIMIT;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.estibador.matrix.Capability;
import dev.estibador.matrix.Needs;
import dev.estibador.stream.ByteSession;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** HTTP/2 over a connection that the engine handed over, up to its first frame. */
@Needs(Capability.BUILDKIT)
class BuildSessionsEngineTest extends OverEveryReach {
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    /** A frame of settings without any: length 0, type 4, no flags, stream 0. */
    private static final byte[] SETTINGS = {0, 0, 0, 4, 0, 0, 0, 0, 0};

    private static byte[] first(ByteSession session, int count) {
        ByteBuffer all = ByteBuffer.allocate(1 << 16);
        try (var parts = session.bytes().iterate()) {
            for (var iterator = parts.iterator(); all.position() < count && iterator.hasNext(); ) {
                all.put(iterator.next());
            }
        }
        byte[] first = new byte[count];
        all.flip().get(first);
        return first;
    }

    @Test
    void inASessionTheEngineIsTheClient() {
        try (var session = await(
                harbor.docker.images().openSession(UUID.randomUUID().toString(), s -> s.name("estibador")
                        .sharedKey("")
                        .methods("/grpc.health.v1.Health/Check")),
                LIMIT)) {
            assertThat(first(session, PREFACE.length()))
                    .asString(StandardCharsets.ISO_8859_1)
                    .isEqualTo(PREFACE);
        }
    }

    @Test
    void overGrpcTheEngineIsTheServer() {
        try (var session = await(harbor.docker.images().openGrpc(), LIMIT)) {
            await(session.write(ByteBuffer.wrap(PREFACE.getBytes(StandardCharsets.ISO_8859_1))), LIMIT);
            await(session.write(ByteBuffer.wrap(SETTINGS)), LIMIT);
            assertThat(first(session, SETTINGS.length)[3])
                    .as("the type of the first frame")
                    .isEqualTo(SETTINGS[3]);
        }
    }
}
