package dev.estibador.netty.connect;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Listens on a Unix socket, and says the same to whoever asks; or nothing. */
final class SocketServer implements AutoCloseable {
    static final String DOCKER =
            "HTTP/1.0 200 OK\r\nApi-Version: 1.47\r\nServer: Docker/27.0 (linux)\r\nContent-Length: 2\r\n\r\nOK";
    static final String PODMAN =
            "HTTP/1.0 200 OK\r\napi-version: 1.44\r\nLibpod-Api-Version: 5.8.6\r\nContent-Length: 2\r\n\r\nOK";

    final Path socket;
    final List<String> requests = new CopyOnWriteArrayList<>();
    private final ServerSocketChannel server;
    private final List<SocketChannel> accepted = new CopyOnWriteArrayList<>();

    private SocketServer(Path socket, int backlog) throws IOException {
        this.socket = socket;
        Files.createDirectories(socket.getParent());
        server =
                ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket), backlog);
    }

    static SocketServer saying(Path socket, String reply) throws IOException {
        SocketServer server = new SocketServer(socket, 10);
        server.answer(reply);
        return server;
    }

    /** Takes connections, and is silent. */
    static SocketServer silent(Path socket) throws IOException {
        return new SocketServer(socket, 10);
    }

    /** Has taken all connections that it takes. */
    static SocketServer crowded(Path socket) throws IOException {
        SocketServer server = new SocketServer(socket, 1);
        try {
            while (true) {
                SocketChannel guest = SocketChannel.open(StandardProtocolFamily.UNIX);
                server.accepted.add(guest);
                guest.configureBlocking(false);
                guest.connect(UnixDomainSocketAddress.of(socket));
            }
        } catch (IOException full) {
            return server;
        }
    }

    /** From now on. */
    void answer(String reply) {
        Thread thread = new Thread(() -> answerAll(reply), "socket-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void answerAll(String reply) {
        try {
            while (true) {
                try (SocketChannel connection = server.accept()) {
                    requests.add(request(connection));
                    connection.write(ByteBuffer.wrap(reply.getBytes(StandardCharsets.ISO_8859_1)));
                } catch (ClosedChannelException e) {
                    throw e;
                } catch (IOException e) {
                    requests.add("broken: " + e);
                }
            }
        } catch (ClosedChannelException e) {
            // closed by the test's end
        }
    }

    private static String request(SocketChannel connection) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(1000);
        String text = "";
        while (!text.contains("\r\n\r\n") && connection.read(bytes) >= 0) {
            text = StandardCharsets.ISO_8859_1.decode(bytes.duplicate().flip()).toString();
        }
        return text;
    }

    @Override
    public void close() throws IOException {
        server.close();
        dismissGuests();
    }

    void dismissGuests() throws IOException {
        for (SocketChannel guest : accepted) {
            guest.close();
        }
    }
}
