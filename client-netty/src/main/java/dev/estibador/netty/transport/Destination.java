package dev.estibador.netty.transport;

import dev.estibador.connect.DockerConfig;
import dev.estibador.connect.EngineAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * What every request to an engine has in common.
 *
 * @param host for the header of that name
 * @param basePath before the path of each call; may be empty
 * @param headers besides those of the call
 */
record Destination(String host, String basePath, Map<String, String> headers) {
    static Destination of(DockerConfig config) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("User-Agent", "estibador");
        headers.putAll(config.headers());
        return config.address() instanceof EngineAddress.Tcp tcp
                ? new Destination(tcp.authority(), tcp.basePath(), headers)
                : new Destination("localhost", "", headers);
    }

    /** Nothing of headers, which may be secrets. */
    @Override
    public String toString() {
        return "Destination[" + host + basePath + "]";
    }

    /** The headers of a call, which replace those that are common. */
    void eachHeader(Map<String, List<String>> ofCall, BiConsumer<String, String> action) {
        headers.forEach((name, value) -> {
            if (ofCall.isEmpty() || ofCall.keySet().stream().noneMatch(name::equalsIgnoreCase)) {
                action.accept(name, value);
            }
        });
        if (!ofCall.isEmpty()) {
            ofCall.forEach((name, values) -> values.forEach(value -> action.accept(name, value)));
        }
    }
}
