package dev.estibador.netty.connect;

import dev.estibador.error.InterruptedCallException;
import dev.estibador.netty.files.SocketFile;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks a Unix socket whether an engine answers there: Docker's or Podman's. Needs no thread, and takes no longer than its limit. */
final class SocketProbe {
    private static final byte[] PING =
            "GET /_ping HTTP/1.0\r\nHost: docker\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.\\d (\\d{3})\\b.*", Pattern.DOTALL);

    /** What every engine says of itself, and nothing else does. */
    private static final Pattern OF_ENGINE = Pattern.compile("\r\napi-version:", Pattern.CASE_INSENSITIVE);

    private static final int MOST_HEAD = 1 << 14;
    /** Bytes of a path, where most is allowed: Linux. */
    private static final int MOST_PATH = 107;

    private static final long TICK_MILLIS = 10;

    private final Path socket;
    private final Duration limit;
    private final long end;

    SocketProbe(Path socket, Duration limit) {
        this.socket = socket;
        this.limit = limit;
        this.end = System.nanoTime() + limit.toNanos();
    }

    enum Kind {
        ENGINE,
        /** Somebody took the connection and did not answer: an engine that starts, perhaps. */
        SILENT,
        NONE
    }

    /** @param words why; of an engine, that it answered */
    record Finding(Kind kind, String words) {}

    Finding ask() {
        try (Selector selector = Selector.open()) {
            while (true) {
                try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                    channel.configureBlocking(false);
                    return talk(channel, channel.register(selector, 0));
                } catch (IOException e) {
                    if (!isCrowded(e)) {
                        return new Finding(Kind.NONE, unreachable(socket, e));
                    }
                    // more connections to accept than it queues; the next moment may do
                    if (millisLeft() == 0) {
                        return silent();
                    }
                }
                selector.select(TICK_MILLIS);
                keepInterrupt();
            }
        } catch (IOException e) {
            return new Finding(Kind.NONE, words(e));
        } catch (UnsupportedOperationException e) {
            return new Finding(Kind.NONE, "this system has no Unix sockets");
        }
    }

    /** All else that keeps one from a socket that is there has a type of its own. */
    private boolean isCrowded(IOException problem) {
        return problem.getClass() == SocketException.class && SocketFile.at(socket) == SocketFile.SOCKET;
    }

    private Finding talk(SocketChannel channel, SelectionKey key) throws IOException {
        if (!channel.connect(UnixDomainSocketAddress.of(socket))) {
            do {
                if (!await(key, SelectionKey.OP_CONNECT)) {
                    return silent();
                }
            } while (!channel.finishConnect());
        }
        try {
            ByteBuffer request = ByteBuffer.wrap(PING);
            while (request.hasRemaining()) {
                if (!await(key, SelectionKey.OP_WRITE)) {
                    return silent();
                }
                channel.write(request);
            }
            ByteBuffer reply = ByteBuffer.allocate(MOST_HEAD);
            while (reply.hasRemaining() && !text(reply).contains("\r\n\r\n")) {
                if (!await(key, SelectionKey.OP_READ)) {
                    return silent();
                }
                if (channel.read(reply) < 0) {
                    break;
                }
            }
            return judged(text(reply));
        } catch (IOException e) {
            return new Finding(Kind.NONE, "hung up: " + words(e));
        }
    }

    private static String text(ByteBuffer reply) {
        return StandardCharsets.ISO_8859_1.decode(reply.duplicate().flip()).toString();
    }

    private static Finding judged(String reply) {
        int end = reply.indexOf("\r\n\r\n");
        String head = end < 0 ? reply : reply.substring(0, end);
        Matcher status = STATUS.matcher(head);
        if (head.isEmpty()) {
            return new Finding(Kind.NONE, "hung up without a word");
        }
        if (!status.matches()) {
            return new Finding(Kind.NONE, "something answers that is no engine");
        }
        if (!status.group(1).equals("200")) {
            return new Finding(Kind.NONE, "answers a ping with status " + status.group(1));
        }
        return OF_ENGINE.matcher(head).find()
                ? new Finding(Kind.ENGINE, "an engine answers")
                : new Finding(Kind.NONE, "a server answers that is no engine");
    }

    private Finding silent() {
        return new Finding(Kind.SILENT, "no answer within " + limit.toMillis() + " ms");
    }

    /** Why nobody was reached, and who may where we may not. */
    static String unreachable(Path socket, IOException problem) {
        if (problem instanceof BindException) {
            return "permission denied" + remedy(socket); // the type that Java has for it
        }
        return switch (SocketFile.at(socket)) {
            case FORBIDDEN -> "permission denied" + remedy(socket);
            case MISSING ->
                socket.toString().getBytes(StandardCharsets.UTF_8).length > MOST_PATH
                        ? "its path is too long for a socket's"
                        : "not there";
            case DANGLING -> "a link that leads nowhere";
            case FOLDER -> "a folder, no socket";
            case FILE -> "a file, no socket";
            case SOCKET -> problem instanceof ConnectException ? "nothing listens there" : words(problem);
        };
    }

    private static String remedy(Path socket) {
        try {
            PosixFileAttributes of = Files.readAttributes(socket, PosixFileAttributes.class);
            String group = of.group().getName();
            boolean forGroup = of.permissions().contains(PosixFilePermission.GROUP_WRITE);
            return forGroup && !group.equals("root")
                    ? ": add your user to its group " + group
                    : ": it is for the user " + of.owner().getName() + " alone";
        } catch (IOException | UnsupportedOperationException e) {
            return ""; // in a folder that is not for us, either
        }
    }

    /** False if the limit came first. */
    private boolean await(SelectionKey key, int operation) throws IOException {
        key.interestOps(operation);
        long left = millisLeft();
        while (left > 0) {
            if (key.selector().select(left) > 0) {
                key.selector().selectedKeys().clear();
                return true;
            }
            keepInterrupt();
            left = millisLeft();
        }
        return false;
    }

    private long millisLeft() {
        return Math.max(0, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
    }

    private static void keepInterrupt() {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedCallException(new InterruptedException());
        }
    }

    private static String words(IOException problem) {
        String message = problem.getMessage();
        return message == null ? problem.toString() : message;
    }
}
