package dev.estibador.architecture;

import dev.estibador.DockerClient;
import dev.estibador.connect.DockerConfig;
import dev.estibador.stream.Blocking;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Calls an engine that is in its own process, with no class of the tests and of other libraries. */
final class PingProgram {
    private static final String REPLY = "HTTP/1.1 200 OK\r\nApi-Version: 1.45\r\nContent-Length: 2\r\n\r\nOK";

    private PingProgram() {}

    public static void main(String[] arguments) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread engine = new Thread(() -> serve(server));
            engine.setDaemon(true);
            engine.start();
            DockerConfig config =
                    DockerConfig.to("tcp://127.0.0.1:" + server.getLocalPort()).build();
            try (DockerClient docker = DockerClient.open(config)) {
                System.out.println("the engine speaks "
                        + Blocking.await(docker.system().ping(), Duration.ofSeconds(20))
                                .apiVersion());
            }
        }
    }

    private static void serve(ServerSocket server) {
        try (Socket socket = server.accept()) {
            int ends = 0;
            for (int b = socket.getInputStream().read();
                    b >= 0;
                    b = socket.getInputStream().read()) {
                ends = b == '\n' ? ends + 1 : b == '\r' ? ends : 0;
                if (ends == 2) {
                    socket.getOutputStream().write(REPLY.getBytes(StandardCharsets.US_ASCII));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
