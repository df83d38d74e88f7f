package dev.estibador.netty.transport;

import dev.estibador.connect.DockerConfig;
import dev.estibador.connect.EngineAddress;
import dev.estibador.connect.HttpProxy;
import dev.estibador.connect.TlsMaterial;
import dev.estibador.error.ConnectionException;
import dev.estibador.error.DockerException;
import dev.estibador.error.EngineTimeoutException;
import dev.estibador.netty.files.SocketFile;
import dev.estibador.netty.http.ConnectionLost;
import dev.estibador.netty.http.HttpCall;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Why there is no connection, in words that say what to try. */
final class ConnectFailure {
    private ConnectFailure() {}

    static DockerException explained(HttpCall call, DockerConfig config, @Nullable Throwable cause) {
        boolean handshake = cause instanceof SslHandshakeTimeoutException;
        // who finds a Unix socket crowded tries again until the limit is over
        if (handshake
                || cause instanceof ConnectTimeoutException
                || ConnectProblem.of(config.address(), cause) == ConnectProblem.CROWDED) {
            String what = handshake ? "TLS handshake with " : "connection to ";
            return new EngineTimeoutException(
                    call.label(),
                    "no " + what + config.address() + " within " + call.connectTimeout() + " (connect timeout)"
                            + tried(config),
                    cause);
        }
        return unreached(call, config, reason(config, cause), cause);
    }

    private static ConnectionException unreached(
            HttpCall call, DockerConfig config, String reason, @Nullable Throwable cause) {
        return new ConnectionException(
                call.label(), "no engine reached at " + config.address() + ": " + reason + tried(config), cause);
    }

    private static String tried(DockerConfig config) {
        return " [" + config.explain() + "]";
    }

    private static String reason(DockerConfig config, @Nullable Throwable cause) {
        EngineAddress address = config.address();
        HttpProxy proxy = config.proxy();
        TlsMaterial tls = config.tls();
        if (address instanceof EngineAddress.Unix unix) {
            return unixReason(unix, cause);
        }
        if (proxy != null && (cause instanceof ProxyConnectException || !TlsFailure.isOne(cause))) {
            return "through the proxy " + proxy + ": " + told(cause);
        }
        if (address instanceof EngineAddress.Tcp tcp && tls != null && TlsFailure.isOne(cause)) {
            return TlsFailure.reason(tcp, tls, cause);
        }
        return address instanceof EngineAddress.Ssh ? sshReason(cause) : tcpReason(address, cause);
    }

    private static String sshReason(@Nullable Throwable cause) {
        return ConnectProblem.inner(cause) instanceof SshProcess.NotRunException
                ? "the command ssh cannot be run; install OpenSSH's client (" + told(cause) + ")"
                : told(cause);
    }

    /** The connection was there, and was closed without a byte of an answer. */
    static DockerException unanswered(HttpCall call, DockerConfig config, @Nullable Throwable cause) {
        if (config.tls() != null && TlsFailure.isOne(cause)) {
            return unreached(call, config, reason(config, cause), cause);
        }
        return new ConnectionException(
                call.label(), "the engine closed the connection before it answered", new ConnectionLost(cause));
    }

    /**
     * As the other, where an ssh command is the connection.
     *
     * @param words how it ended; null for in order
     */
    static DockerException unanswered(HttpCall call, DockerConfig config, @Nullable String words) {
        return words == null ? unanswered(call, config, (Throwable) null) : unreached(call, config, words, null);
    }

    private static String unixReason(EngineAddress.Unix unix, @Nullable Throwable cause) {
        ConnectProblem problem = ConnectProblem.of(unix, cause);
        if (problem == ConnectProblem.FORBIDDEN) {
            return "permission denied; add your user to the group that owns the socket (commonly docker) and log in again,"
                    + " or use an engine of your own";
        }
        return switch (SocketFile.at(unix.socket())) {
            case MISSING, DANGLING -> "the socket does not exist; start the engine, or say where it is by DOCKER_HOST";
            case FOLDER ->
                "that is a folder and no socket; one comes of binding a socket into a container before it is there";
            case FORBIDDEN, FILE, SOCKET ->
                problem == ConnectProblem.REFUSED ? "nothing listens there; start the engine" : told(cause);
        };
    }

    private static String tcpReason(EngineAddress address, @Nullable Throwable cause) {
        if (cause instanceof UnknownHostException) {
            return "the host name is not known";
        }
        if (ConnectProblem.of(address, cause) == ConnectProblem.REFUSED) {
            return "nothing listens there; check the port, and that the engine listens on TCP";
        }
        return told(cause);
    }

    private static String told(@Nullable Throwable cause) {
        return words(cause).isEmpty() ? "the connection failed" : words(cause);
    }

    private static String words(@Nullable Throwable cause) {
        Throwable inner = ConnectProblem.inner(cause);
        String message = inner == null ? null : inner.getMessage();
        return message == null ? "" : message;
    }
}
