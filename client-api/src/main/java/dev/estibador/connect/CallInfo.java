package dev.estibador.connect;

import dev.estibador.common.ApiVersion;
import org.jspecify.annotations.Nullable;

/**
 * A call, without any secret.
 *
 * @param method of HTTP, in capitals
 * @param template the path with {@code {}} for each name in it: one of some hundred, so it may be a metric's tag
 * @param path with the names, such as {@code /containers/web/start}; without version and query
 * @param apiVersion in which it is made; null for calls that have none, such as the ping that asks for it
 */
public record CallInfo(
        String method,
        String template,
        String path,
        @Nullable ApiVersion apiVersion) {
    /** Method and template, such as {@code POST /containers/{}/start}. */
    public String operation() {
        return method + " " + template;
    }
}
