package dev.estibador.connect;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy that connects to any port for us ({@code CONNECT}), so that all that an engine does works through it.
 *
 * @param user null for nobody
 */
public record HttpProxy(
        String host,
        int port,
        @Nullable String user,
        @Nullable String password) {
    private static final int DEFAULT_PORT = 80;

    /** Reads {@code http://user:password@host:port}, in which all but the host may be missing. */
    public static HttpProxy parse(String text) {
        String address = text.contains("://") ? text : "http://" + text;
        URI uri;
        try {
            uri = new URI(address);
        } catch (URISyntaxException e) {
            throw odd(); // whose message would show the password
        }
        if (!"http".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) {
            throw odd();
        }
        String host = uri.getHost().startsWith("[")
                ? uri.getHost().substring(1, uri.getHost().length() - 1)
                : uri.getHost();
        String login = uri.getRawUserInfo();
        int colon = login == null ? -1 : login.indexOf(':');
        return new HttpProxy(
                host,
                uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                login == null ? null : decoded(colon < 0 ? login : login.substring(0, colon)),
                login == null || colon < 0 ? null : decoded(login.substring(colon + 1)));
    }

    private static IllegalArgumentException odd() {
        return new IllegalArgumentException(
                "that is no address of an HTTP proxy; expected http://user:password@host:port");
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "http://" + (user == null ? "" : "..@") + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
