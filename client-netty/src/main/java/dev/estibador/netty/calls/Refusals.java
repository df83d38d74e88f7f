package dev.estibador.netty.calls;

import dev.estibador.DockerClient;
import dev.estibador.common.ApiVersion;
import dev.estibador.error.EngineException;
import dev.estibador.error.UnsupportedByEngineException;
import dev.estibador.netty.http.HttpReply;
import dev.estibador.netty.json.Json;
import java.nio.charset.StandardCharsets;

/** What becomes of a reply whose status is none of success. */
final class Refusals {
    private Refusals() {}

    /** @param body the beginning of the reply's */
    static EngineException of(Call call, HttpReply reply, byte[] body) {
        return EngineException.of(call.label(), reply.status(), words(call, reply, body));
    }

    private static String words(Call call, HttpReply reply, byte[] body) {
        String reason = Json.errorMessage(body);
        String message = reason == null
                ? ForeignText.quoted(new String(body, StandardCharsets.UTF_8))
                : ForeignText.printable(reason);
        String location = reply.status() < 400 ? reply.header("Location") : null;
        if (location != null) {
            // without its query, which may hold a secret
            return "redirected to " + location.replaceFirst("[?#].*", "")
                    + "; redirects are not followed: use the address of the engine itself";
        }
        if (!message.isEmpty()) {
            return message;
        }
        return reply.status() == 404 && !call.notFound().isEmpty() ? call.notFound() : "the engine gave no reason";
    }

    /** @param spoken the versions that the engine speaks; that of the call is none of them */
    static UnsupportedByEngineException outside(Call call, ApiVersion version, String spoken, EngineException refused) {
        return new UnsupportedByEngineException(
                call.label(),
                "the call was made in API " + version + ", the engine speaks " + spoken + ", this client "
                        + DockerClient.MIN_API_VERSION + " to " + DockerClient.MAX_API_VERSION + ": "
                        + refused.engineMessage(),
                refused);
    }
}
