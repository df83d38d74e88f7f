package dev.estibador.tck;

import dev.estibador.DockerClient;
import dev.estibador.connect.DockerConfig;
import dev.estibador.netty.calls.Client;
import dev.estibador.system.Event;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.Flow;

/** The rules of Reactive Streams for events that are cut half-way and resume, read whether they are asked for or not. */
public class ResumedEventsTckTest extends ExecutorPublisherVerification<Event> {
    private static final long SECONDS = 1_700_000_000;

    @Override
    public Flow.Publisher<Event> createFlowPublisher(long elements) {
        return events(elements);
    }

    @Override
    public Flow.Publisher<Event> createFailedFlowPublisher() {
        return events(-1);
    }

    private Flow.Publisher<Event> events(long elements) {
        DockerConfig config = DockerConfig.to("unix:///nowhere")
                .apiVersion(DockerClient.MAX_API_VERSION)
                .executor(executor)
                .build();
        return Client.over(new CutTransport(elements, ResumedEventsTckTest::event), config)
                .system()
                .events(e -> e.until(Instant.ofEpochSecond(SECONDS + 1)).resume(gap -> {}));
    }

    private static byte[] event(long index) {
        return ("{\"Action\":\"start\",\"timeNano\":" + (SECONDS * 1_000_000_000L + index) + "}")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
