package dev.estibador.contract;

import dev.estibador.DockerClient;
import dev.estibador.common.ApiVersion;
import dev.estibador.connect.ChannelKind;
import dev.estibador.connect.DockerConfig;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/**
 * An engine on a raw socket that says, byte for byte, what a test's script tells it to: for what an HTTP library would not
 * do. Each connection runs the script in a thread of its own; what goes wrong in a script is thrown by {@link #close}.
 */
final class ScriptedEngine implements AutoCloseable {
    /** Over which kind of socket, and with which of the client's channels. */
    enum Kind {
        UNIX_NATIVE(ChannelKind.NATIVE),
        UNIX_IO_URING(ChannelKind.IO_URING),
        UNIX_JUNIXSOCKET(ChannelKind.JUNIXSOCKET),
        UNIX_JDK(ChannelKind.JDK),
        TCP(ChannelKind.AUTO),
        TLS(ChannelKind.AUTO);

        private final ChannelKind channel;

        Kind(ChannelKind channel) {
            this.channel = channel;
        }

        private boolean isUnix() {
            return this != TCP && this != TLS;
        }

        /** A time limit that a call reaches the engine within, and no longer than it has to be. */
        Duration soon() {
            return Duration.ofMillis(this == TLS ? 500 : 200);
        }

        ChannelKind channel() {
            return channel;
        }
    }

    interface Script {
        void play(Conversation conversation) throws IOException;
    }

    private final ServerSocketChannel server;
    private final Path folder;
    private final Kind kind;
    private final Script script;
    private final String certificate;
    private final boolean asks;
    private final List<Throwable> problems = new CopyOnWriteArrayList<>();
    private final List<SocketChannel> accepted = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile boolean closing;

    ScriptedEngine(Kind kind, Script script) throws IOException {
        this(kind, "engine", false, script);
    }

    /**
     * One that shows that certificate where it speaks TLS.
     *
     * @param asks whether it wants one of its clients, too
     */
    ScriptedEngine(Kind kind, String certificate, boolean asks, Script script) throws IOException {
        this.kind = kind;
        this.certificate = certificate;
        this.asks = asks;
        this.script = script;
        folder = Files.createTempDirectory("scripted");
        if (kind.isUnix()) {
            server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                    .bind(UnixDomainSocketAddress.of(folder.resolve("s")), 2048);
        } else {
            server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 2048);
        }
        thread(this::acceptAll);
    }

    private static void thread(Runnable task) {
        Thread thread = new Thread(task, "scripted-engine");
        thread.setDaemon(true);
        thread.start();
    }

    private void acceptAll() {
        try {
            while (true) {
                SocketChannel socket = server.accept();
                if (!kind.isUnix()) {
                    // or what was said last would wait, and be lost in a reset
                    socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
                }
                accepted.add(socket);
                int number = connections.incrementAndGet();
                thread(() -> play(socket, number));
            }
        } catch (ClosedChannelException e) {
            // closed by the test's end
        } catch (IOException e) {
            problems.add(e);
        }
    }

    private void play(SocketChannel socket, int number) {
        try (socket;
                ByteChannel bytes = kind == Kind.TLS ? TlsFiles.accept(certificate, asks, socket.socket()) : socket) {
            script.play(new Conversation(socket, bytes, number));
        } catch (ClosedChannelException e) {
            // closed by the test's end
        } catch (ClientLeft | SSLException e) {
            // whether the client may is what the test says of it
        } catch (IOException e) {
            if (!closing) {
                problems.add(e);
            }
        } catch (RuntimeException | AssertionError e) {
            problems.add(e);
        }
    }

    /** The client hung up while the script was speaking. */
    private static final class ClientLeft extends IOException {
        private static final long serialVersionUID = 1;

        ClientLeft(IOException cause) {
            super(cause);
        }
    }

    /** How many connections the client has made so far. */
    int connections() {
        return connections.get();
    }

    DockerConfig.Builder config() throws IOException {
        String address = kind.isUnix()
                ? "unix://" + folder.resolve("s")
                : "tcp://127.0.0.1:" + ((InetSocketAddress) server.getLocalAddress()).getPort();
        // pinned, so that scripts need no ping
        DockerConfig.Builder config =
                DockerConfig.to(address).channel(kind.channel).apiVersion(new ApiVersion(1, 45));
        return kind == Kind.TLS ? config.tls(TlsFiles.trusting("authority")) : config;
    }

    DockerClient client() throws IOException {
        return DockerClient.open(config().build());
    }

    DockerClient client(Consumer<DockerConfig.Builder> change) throws IOException {
        DockerConfig.Builder config = config();
        change.accept(config);
        return DockerClient.open(config.build());
    }

    @Override
    public void close() {
        closing = true;
        try {
            server.close();
            for (SocketChannel socket : accepted) {
                socket.close();
            }
            Files.deleteIfExists(folder.resolve("s"));
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!problems.isEmpty()) {
            throw new AssertionError("the script failed", problems.get(0));
        }
    }

    /** The engine's end of one connection. */
    static final class Conversation {
        /** The head of a stream of frames, in chunks. */
        static final String MULTIPLEXED =
                "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.docker.multiplexed-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

        /** The head of a session, whose output is frames. */
        static final String SWITCHED =
                "HTTP/1.1 101 UPGRADED\r\nContent-Type: application/vnd.docker.multiplexed-stream\r\n"
                        + "Connection: Upgrade\r\nUpgrade: tcp\r\n\r\n";

        private final SocketChannel socket;
        private final ByteChannel bytes;
        private final int number;

        Conversation(SocketChannel socket, ByteChannel bytes, int number) {
            this.socket = socket;
            this.bytes = bytes;
            this.number = number;
        }

        /** 1 for the client's first connection. */
        int number() {
            return number;
        }

        /** What TLS has made of the connection. */
        SSLSocket tls() {
            return ((TlsFiles.TlsBytes) bytes).socket();
        }

        /** Ends the connection at once, without a good-bye of TLS. */
        void hangUp() throws IOException {
            socket.close();
        }

        /** The next request's head, up to its empty line; fails if the client closes in the middle. */
        String head() throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int b = read();
                if (b < 0 && head.isEmpty()) {
                    throw new ClientLeft(new EOFException());
                }
                if (b < 0) {
                    throw new IOException("the client closed after \"" + head + "\"");
                }
                head.append((char) b);
            }
            return head.toString();
        }

        /** The head of a request to attach. On another connection, the container is inspected first. */
        String headOfAttach() throws IOException {
            String head = head();
            while (head.startsWith("GET ") && head.contains("/json ")) {
                json("{\"Config\":{\"OpenStdin\":true,\"StdinOnce\":true}}");
                head = head();
            }
            return head;
        }

        /** Says a letter every few milliseconds, until the client leaves. */
        void drip() {
            try {
                while (true) {
                    say("x");
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
                }
            } catch (IOException e) {
                // that is what is waited for
            }
        }

        /** One byte; -1 at the client's end of file or reset. */
        int read() {
            ByteBuffer one = ByteBuffer.allocate(1);
            try {
                return bytes.read(one) < 0 ? -1 : one.get(0) & 0xff;
            } catch (IOException e) {
                return -1;
            }
        }

        /** All that the client sends until it closes its side. */
        String rest() {
            StringBuilder rest = new StringBuilder();
            for (int b = read(); b >= 0; b = read()) {
                rest.append((char) b);
            }
            return rest.toString();
        }

        /** Reads and forgets until the client closes; returns how much that was. */
        long awaitClose() {
            ByteBuffer sink = ByteBuffer.allocate(1 << 16);
            long all = 0;
            try {
                while (bytes.read(sink) >= 0) {
                    all += sink.position();
                    sink.clear();
                }
            } catch (IOException e) {
                // a reset is a close as well
            }
            return all;
        }

        Conversation say(String text) throws IOException {
            return say(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        Conversation say(byte[] bytes) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            try {
                while (buffer.hasRemaining()) {
                    this.bytes.write(buffer);
                }
            } catch (ClosedChannelException e) {
                throw e;
            } catch (IOException e) {
                throw new ClientLeft(e);
            }
            return this;
        }

        /** A whole JSON reply on a connection that stays. */
        Conversation json(String body) throws IOException {
            return say("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                    + "\r\n\r\n" + body);
        }

        Conversation chunk(String data) throws IOException {
            return say(Integer.toHexString(data.length()) + "\r\n" + data + "\r\n");
        }

        /** A frame of multiplexed output. */
        static String frame(int stream, String text) {
            int length = text.length();
            return "" + (char) stream + "\0\0\0" + (char) (length >>> 24 & 0xff) + (char) (length >>> 16 & 0xff)
                    + (char) (length >>> 8 & 0xff) + (char) (length & 0xff) + text;
        }

        /** Says nothing more, and still listens. */
        void endOutput() throws IOException {
            socket.shutdownOutput();
        }

        /** Ends the connection at once, so that what the client sent unread is answered by a reset. */
        void reset() throws IOException {
            if (socket.getLocalAddress() instanceof InetSocketAddress) {
                socket.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
            socket.close();
        }
    }
}
