package dev.estibador.netty.transport;

import dev.estibador.connect.DockerConfig;
import dev.estibador.connect.EngineAddress;
import dev.estibador.error.ConnectionException;
import dev.estibador.error.DockerException;
import dev.estibador.error.EngineTimeoutException;
import dev.estibador.netty.http.HttpCall;
import io.netty.channel.ChannelException;
import io.netty.channel.ConnectTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why there is no connection, in words that say what to try. */
final class ConnectFailure {
    private ConnectFailure() {}

    static DockerException explained(HttpCall call, DockerConfig config, @Nullable Throwable cause) {
        EngineAddress address = config.address();
        String tried = " [" + config.explain() + "]";
        if (cause instanceof ConnectTimeoutException) {
            return new EngineTimeoutException(
                    call.label(),
                    "no connection to " + address + " within " + call.connectTimeout() + " (connect timeout)" + tried,
                    cause);
        }
        String reason =
                address instanceof EngineAddress.Unix unix ? unixReason(unix.socket(), cause) : tcpReason(cause);
        return new ConnectionException(call.label(), "no engine reached at " + address + ": " + reason + tried, cause);
    }

    /** True where an engine at a Unix socket has more connections to accept than it queues; the next moment may do. */
    static boolean isCrowded(@Nullable Throwable cause) {
        return words(cause).contains("temporarily unavailable");
    }

    private static String unixReason(Path socket, @Nullable Throwable cause) {
        String words = words(cause);
        if (words.contains("permission denied")) {
            return "permission denied; add your user to the group that owns the socket (commonly docker) and log in again,"
                    + " or use an engine of your own";
        }
        if (!Files.exists(socket)) {
            return "the socket does not exist; start the engine, or say where it is by DOCKER_HOST";
        }
        if (words.contains("refused")) {
            return "nothing listens there; start the engine";
        }
        return words.isEmpty() ? "the connection failed" : words;
    }

    private static String tcpReason(@Nullable Throwable cause) {
        String words = words(cause);
        if (cause instanceof UnknownHostException) {
            return "the host name is not known";
        }
        if (words.contains("refused")) {
            return "nothing listens there; check the port, and that the engine listens on TCP";
        }
        return words.isEmpty() ? "the connection failed" : words;
    }

    private static String words(@Nullable Throwable cause) {
        Throwable inner = cause instanceof ChannelException && cause.getCause() != null ? cause.getCause() : cause;
        String message = inner == null ? null : inner.getMessage();
        return message == null ? "" : message.toLowerCase(Locale.ROOT);
    }
}
