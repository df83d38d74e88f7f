package dev.estibador.netty.http;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request, and how to treat it.
 *
 * @param target path and query, encoded
 * @param headers apart from those that the transport sets by itself: host, length and connection
 * @param label names the call in errors: method and path, nothing secret
 * @param pooled false for calls that last: they get a connection of their own
 * @param connectTimeout until connected; null for ever, as for the others
 * @param headTimeout from the whole request being handed over to the whole head of the reply
 * @param patient whether the engine may take as long as it likes to answer: then the head's limit begins with its first byte
 * @param upgrade the protocol in which to have the connection: {@code tcp}, {@code websocket}, {@code h2c}; null for HTTP
 * @param service answers what the engine calls over a connection that was upgraded to {@code h2c}, or over the bytes that a gRPC
 *     call of ours carries ({@link #TUNNEL}); they are then nobody else's, and the body only tells when they have ended. Null to
 *     have the bytes
 * @param idleTimeout for the next byte of the body while one is asked for
 * @param version of the API, as it stands in the target; null for none
 */
public record HttpCall(
        String method,
        String target,
        Map<String, List<String>> headers,
        @Nullable HttpBody body,
        String label,
        boolean pooled,
        @Nullable Duration connectTimeout,
        @Nullable Duration headTimeout,
        boolean patient,
        @Nullable Duration idleTimeout,
        @Nullable String upgrade,
        @Nullable GrpcService service,
        @Nullable String version,
        Origin origin) {
    /** What a call is made for: for those who watch, not for those who carry it. */
    public interface Origin {
        /** The path with <code>{}</code> for each name in it; without version and query. */
        String template();

        /** The same with the names. */
        String path();

        /** Why the caller leaves, where it cancels the call because that failed in its eyes; null where it wants no more. */
        @Nullable
        Throwable failure();
    }

    /** Not asked for, but spoken at once: HTTP/2, and the call a gRPC call whose messages are bytes. */
    public static final String TUNNEL = "h2";

    /** Without query and headers, which hold credentials and the values of variables. */
    @Override
    public String toString() {
        return "HttpCall[" + label + "]";
    }

    /** The same call with another body and another who answers. */
    public HttpCall sending(@Nullable HttpBody otherBody, @Nullable GrpcService otherService) {
        return new HttpCall(
                method,
                target,
                headers,
                otherBody,
                label,
                pooled,
                connectTimeout,
                headTimeout,
                patient,
                idleTimeout,
                upgrade,
                otherService,
                version,
                origin);
    }

    public boolean isTunnel() {
        return TUNNEL.equals(upgrade);
    }

    public boolean isWebSocket() {
        return "websocket".equals(upgrade);
    }

    /** True if repeating it changes nothing. */
    public boolean replayable() {
        return body == null && (method.equals("GET") || method.equals("HEAD"));
    }
}
