package dev.estibador.samples.selfhost;

import static dev.estibador.stream.Blocking.await;

import dev.estibador.DockerClient;
import java.util.List;

/** What a sample has made, by id or name, in the order in which it was started. */
public record Deployed(List<String> containers, List<String> volumes, List<String> networks) {
    static Deployed of(String container, String... volumes) {
        return new Deployed(List.of(container), List.of(volumes), List.of());
    }

    /** The id of what was started last, which is what the others are there for. */
    public String container() {
        return containers.get(containers.size() - 1);
    }

    /** Takes all of it away, with the data in its volumes. */
    public void remove(DockerClient docker) {
        containers.forEach(id -> await(docker.containers().remove(id, r -> r.force(true))));
        volumes.forEach(name -> await(docker.volumes().remove(name)));
        networks.forEach(id -> await(docker.networks().remove(id)));
    }
}
