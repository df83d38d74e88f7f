package dev.estibador.tck;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.estibador.DockerClient;
import dev.estibador.common.ApiVersion;
import dev.estibador.connect.DockerConfig;
import dev.estibador.stream.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Flow;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.annotations.AfterClass;

/**
 * The rules of Reactive Streams, for a job as a user has it: the client and its connection are part of it. The streams of
 * archives hold as much by the same class, but how many buffers the network makes of one is not theirs to say.
 */
public class ProgressStreamTckTest extends FlowPublisherVerification<Progress> {
    private static final byte[] MESSAGE = "{\"status\":\"Pulling\"}\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int REFUSED = 404;

    private final HttpServer engine;
    private final DockerClient docker;

    public ProgressStreamTckTest() throws IOException {
        super(ExecutorPublisherVerification.PATIENCE);
        engine = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        engine.createContext("/", ProgressStreamTckTest::answer);
        engine.start();
        docker = DockerClient.open(
                DockerConfig.to("tcp://127.0.0.1:" + engine.getAddress().getPort())
                        .apiVersion(new ApiVersion(1, 45))
                        .build());
    }

    /** As many messages as the name of the image says; a name that is no number is not found. */
    private static void answer(HttpExchange exchange) throws IOException {
        String name = exchange.getRequestURI().getQuery().replaceAll(".*fromImage=([^&]*).*", "$1");
        boolean known = name.matches("\\d+");
        exchange.sendResponseHeaders(known ? 200 : REFUSED, known ? 0 : -1);
        try (OutputStream body = exchange.getResponseBody()) {
            for (long i = known ? Long.parseLong(name) : 0; i > 0; i--) {
                body.write(MESSAGE);
            }
        } catch (IOException e) {
            // the client has left
        }
    }

    @AfterClass
    public void stop() {
        docker.close();
        engine.stop(0);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 10_000;
    }

    @Override
    public Flow.Publisher<Progress> createFlowPublisher(long elements) {
        return docker.images().pull("" + elements);
    }

    @Override
    public Flow.Publisher<Progress> createFailedFlowPublisher() {
        return docker.images().pull("nothing");
    }
}
