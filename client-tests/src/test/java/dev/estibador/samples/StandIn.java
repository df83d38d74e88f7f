package dev.estibador.samples;

import static dev.estibador.stream.Blocking.await;

import dev.estibador.build.BuildContext;
import dev.estibador.build.Dockerfile;
import dev.estibador.engine.Harbor;

/**
 * A tiny image in the place of the real one: it answers {@code here} on the same TCP ports, keeps a {@code /config}, knows
 * the words of Dozzle's command line, and has a group {@code audio}.
 */
final class StandIn {
    private static final String PROGRAM = """
            #!/bin/sh
            case $1 in
                healthcheck) exec wget -q -O /dev/null http://127.0.0.1:7007/ ;;
                agent) PORTS=7007 ;;
            esac
            trap 'exit 0' TERM
            [ ! -w /config ] || [ -e /config/settings ] || cat /proc/sys/kernel/random/uuid > /config/settings
            [ -z "$DOZZLE_REMOTE_AGENT" ] || echo "agent: $(wget -q -O - "http://$DOZZLE_REMOTE_AGENT/")"
            [ -z "$DOZZLE_AUTH_PROVIDER" ] || cat /data/users.yml
            for port in $PORTS; do httpd -p "$port" -h /www; done
            echo ready
            while :; do sleep 0.1; done
            """;

    private StandIn() {}

    /** Builds it; the name is for {@link #remove}. */
    static String build(Harbor harbor, String project, String ports) {
        String image = "estibador/test:" + project;
        Dockerfile dockerfile = Dockerfile.from(Harbor.IMAGE)
                .copy("program", "/dozzle")
                .copy("group", "/etc/group")
                .copy("index.html", "/www/")
                .env("PORTS", ports)
                .entrypoint("/dozzle");
        BuildContext context = BuildContext.of(dockerfile, c -> c.text("program", PROGRAM, 0755)
                .text("group", "root:x:0:\naudio:x:29:\n")
                .text("index.html", "here\n"));
        await(harbor.docker.images().build(context, b -> b.tag(image)).result(), Harbor.LIMIT);
        return image;
    }

    static void remove(Harbor harbor, String image) {
        await(harbor.docker.images().remove(image, r -> r.force(true)), Harbor.LIMIT);
    }
}
