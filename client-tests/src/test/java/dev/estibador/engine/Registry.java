package dev.estibador.engine;

import static dev.estibador.engine.Harbor.LIMIT;
import static dev.estibador.stream.Blocking.await;

import dev.estibador.common.RegistryAuth;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A registry, played by a shell script in a container on the engine's own network. It knows one user, and one image whose
 * manifest is a list of two platforms. The harbor removes it.
 */
final class Registry {
    private static final String SCRIPT = """
            #!/bin/sh
            read -r method path version
            user=
            while read -r line && [ "${line%?}" ]; do
                case $line in [Aa]uthorization:*) user=${line#*: } ;; esac
            done
            say() {
                printf 'HTTP/1.1 %s\\r\\n%s\\r\\nDocker-Content-Digest: %s\\r\\n' "$1" "$2" "$its"
                printf 'Connection: close\\r\\nContent-Length: %s\\r\\n\\r\\n' ${#3}
                [ "$method" = HEAD ] || printf %s "$3"
            }
            type=application/vnd.docker.distribution.manifest.list.v2+json
            digest=sha256:0000000000000000000000000000000000000000000000000000000000000000
            one='{"mediaType":"application/vnd.docker.distribution.manifest.v2+json","size":7,"digest":"'$digest'","platform":'
            list='{"schemaVersion":2,"mediaType":"'$type'","manifests":['$one'{"os":"linux","architecture":"amd64"}},'
            list=$list$one'{"os":"linux","architecture":"arm64","variant":"v8"}}]}'
            its=sha256:$(printf %s "$list" | sha256sum | cut -d' ' -f1)
            case $path,${user%?} in
                /v2/*,'Basic YW5uOnNlY3JldA==') ;;
                /v2/*) say '401 Unauthorized' 'WWW-Authenticate: Basic realm="harbor"' '{}'; exit ;;
                *) say '400 Bad Request' 'X-No: TLS' ''; exit ;;
            esac
            case $path in
                /v2/) say '200 OK' 'X-Hello: ann' '{}' ;;
                /v2/acme/app/manifests/1 | /v2/acme/app/manifests/$its)
                    say '200 OK' "Content-Type: $type" "$list" ;;
                *) say '404 Not Found' 'X-No: image' '{"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown"}]}' ;;
            esac
            """;

    /** Where it is, for the engine. */
    final String host;

    Registry(Harbor harbor) {
        int port = ThreadLocalRandom.current().nextInt(20_000, 30_000);
        host = "127.0.0.1:" + port;
        String id = harbor.create(c -> c.host(h -> h.networkMode("host"))
                .cmd(
                        "sh",
                        "-c",
                        "nc -ll -p " + port + " -e /serve & until nc 127.0.0.1 " + port
                                + " </dev/null; do :; done; echo ready; wait"));
        await(harbor.docker.containers().copyIn(id, "/", f -> f.text("serve", SCRIPT, 0755)), LIMIT);
        await(harbor.docker.containers().start(id), LIMIT);
        CompletableFuture<Void> ready = new CompletableFuture<>();
        CompletableFuture<Void> log = harbor.docker
                .containers()
                .logs(id, l -> l.follow(true))
                .forEach(frame -> {
                    if (frame.text().contains("ready")) {
                        ready.complete(null);
                    }
                });
        await(ready, LIMIT);
        log.cancel(true);
    }

    /** The user that it knows. */
    RegistryAuth ann() {
        return RegistryAuth.of("ann", "secret").at(host);
    }
}
