package dev.estibador.tck;

import dev.estibador.DockerClient;
import dev.estibador.connect.DockerConfig;
import dev.estibador.netty.calls.Client;
import dev.estibador.stream.LogLine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.Flow;

/** The rules of Reactive Streams for the lines of a log that is cut half-way and resumes. */
public class ResumedLinesTckTest extends ExecutorPublisherVerification<LogLine> {
    @Override
    public Flow.Publisher<LogLine> createFlowPublisher(long elements) {
        return lines(elements);
    }

    @Override
    public Flow.Publisher<LogLine> createFailedFlowPublisher() {
        return lines(-1);
    }

    private Flow.Publisher<LogLine> lines(long elements) {
        DockerConfig config = DockerConfig.to("unix:///nowhere")
                .apiVersion(DockerClient.MAX_API_VERSION)
                .executor(executor)
                .build();
        return Client.over(new CutTransport(elements, ResumedLinesTckTest::frame), config)
                .containers()
                .logs("web", l -> l.resume(true))
                .lines();
    }

    private static byte[] frame(long index) {
        byte[] line = (Instant.ofEpochSecond(1_800_000_000, index) + " line\n").getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(8 + line.length)
                .put((byte) 1)
                .putInt(4, line.length)
                .position(8)
                .put(line)
                .array();
    }
}
