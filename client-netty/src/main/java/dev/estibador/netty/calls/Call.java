package dev.estibador.netty.calls;

import dev.estibador.netty.http.HttpBody;
import dev.estibador.netty.json.Json;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A call as an endpoint describes it: method, path, query and body. Built up, then sent once. */
final class Call {
    private final String method;
    private final String path;
    private final StringBuilder query = new StringBuilder();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private @Nullable HttpBody body;
    private boolean patient;
    private boolean versioned = true;

    private Call(String method, String path) {
        this.method = method;
        this.path = path;
    }

    static Call get(String path, String... names) {
        return new Call("GET", Uris.path(path, names));
    }

    static Call head(String path) {
        return new Call("HEAD", path);
    }

    static Call post(String path, String... names) {
        return new Call("POST", Uris.path(path, names));
    }

    static Call put(String path, String... names) {
        return new Call("PUT", Uris.path(path, names));
    }

    static Call delete(String path, String... names) {
        return new Call("DELETE", Uris.path(path, names));
    }

    /** One parameter; null is not sent, but an empty text, false and 0 are. */
    Call query(String name, @Nullable Object value) {
        if (value != null) {
            query.append(query.length() == 0 ? '?' : '&')
                    .append(name)
                    .append('=')
                    .append(Uris.query(String.valueOf(value)));
        }
        return this;
    }

    /** A parameter that is sent, as {@code true}, only where it is true, the engine's default being false. */
    Call flag(String name, boolean value) {
        return value ? query(name, true) : this;
    }

    /** A parameter whose value is JSON; an empty map or list is not sent. */
    Call jsonQuery(String name, Map<String, ?> value) {
        return value.isEmpty() ? this : query(name, Json.text(value));
    }

    Call json(Object value) {
        body = new HttpBody.Bytes(ByteBuffer.wrap(Json.write(value)));
        headers.put("Content-Type", "application/json");
        return this;
    }

    Call tar(HttpBody content) {
        body = content;
        headers.put("Content-Type", "application/x-tar");
        return this;
    }

    Call header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** The engine may take as long as it likes to answer: a connection of its own, and no limit for the reply's head. */
    Call patient() {
        patient = true;
        return this;
    }

    /** Sent without an API version in its path. */
    Call unversioned() {
        versioned = false;
        return this;
    }

    String method() {
        return method;
    }

    String target(String prefix) {
        return prefix + path + query;
    }

    /** Method and path, for errors; no query, since that may hold secrets. */
    String label() {
        return method + " " + path;
    }

    Map<String, String> headers() {
        return headers;
    }

    @Nullable
    HttpBody body() {
        return body;
    }

    boolean isPatient() {
        return patient;
    }

    boolean isVersioned() {
        return versioned;
    }
}
