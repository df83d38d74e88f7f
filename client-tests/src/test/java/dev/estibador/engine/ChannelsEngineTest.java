package dev.estibador.engine;

import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.estibador.DockerClient;
import dev.estibador.connect.ChannelKind;
import dev.estibador.connect.DockerConfig;
import dev.estibador.matrix.DefaultEngineOnly;
import dev.estibador.stream.StreamSource;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of channel over TCP as well; over the Unix socket each is a {@link Reach} of its own. */
@DefaultEngineOnly("is about channels and not about engines")
class ChannelsEngineTest {
    private static final int PIECES = 64;

    static Stream<Arguments> kinds() {
        return Arrays.stream(ChannelKind.values())
                .flatMap(kind -> Stream.of(Reach.TCP, Reach.TLS).map(reach -> Arguments.of(reach, kind)));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void callsStreamsAndSessionsWork(Reach reach, ChannelKind kind) {
        DockerConfig config = reach.config().channel(kind).build();
        try (Harbor harbor = new Harbor(reach);
                DockerClient docker = DockerClient.open(config)) {
            String id = harbor.shell("echo begun; while :; do sleep 0.1; done");

            try (var frames = docker.containers().logs(id, l -> l.follow(true)).iterate()) {
                assertThat(frames.iterator().next().text()).isEqualTo("begun\n");
            }
            String exec = await(
                            docker.execs().create(id, e -> e.cmd("wc", "-c")
                                    .attachStdin(true)
                                    .attachStdout(true)),
                            Harbor.LIMIT)
                    .id();
            try (var session = await(docker.execs().attach(exec), Harbor.LIMIT)) {
                for (int i = 0; i < PIECES; i++) {
                    await(session.write(ByteBuffer.allocate(1 << 20)), Harbor.LIMIT);
                }
                await(session.closeInput(), Harbor.LIMIT);

                assertThat(Harbor.outputOf(session, StreamSource.STDOUT)).isEqualTo((PIECES << 20) + "\n");
            }
        }
    }
}
