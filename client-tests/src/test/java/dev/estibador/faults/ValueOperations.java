package dev.estibador.faults;

import static dev.estibador.engine.Harbor.LIMIT;
import static dev.estibador.faults.Operation.optionalStep;
import static dev.estibador.faults.Operation.value;
import static dev.estibador.stream.Blocking.await;

import dev.estibador.engine.Harbor;
import dev.estibador.error.NotFoundException;
import java.util.List;

/** Calls that give one value. Those that change something give the same each time. */
final class ValueOperations {
    private ValueOperations() {}

    static List<Operation> on(Stage stage) {
        String finished = stage.finished;
        String running = stage.running;
        return List.of(
                value("ping", "/_ping", d -> await(d.system().ping()).toString()),
                optionalStep(
                        "negotiation",
                        "/_ping",
                        d -> String.valueOf(await(d.system().version()).version())),
                value("version", "/version", d -> await(d.system().version()).toString()),
                value("info", "/info", d -> await(d.system().info()).id()),
                value("refusal", "/containers/nobody/json", d -> {
                    try {
                        return await(d.containers().inspect("nobody")).id();
                    } catch (NotFoundException e) {
                        // its status counts, whatever becomes of its text
                        return "refused with " + e.status();
                    }
                }),
                value(
                        "container-list",
                        "/containers/json",
                        d -> await(d.containers().list(l -> l.all(true).filter("id", finished, running))).stream()
                                .map(c -> c.id() + c.command())
                                .toList()
                                .toString()),
                value("container-inspect", "GET .*/containers/.*/json", d -> {
                    var details = await(d.containers().inspect(finished));
                    return details.id() + details.state();
                }),
                value("container-create", "/containers/create", d -> {
                    String id = await(d.containers().create(Harbor.IMAGE, c -> c.name(stage.name())
                                    .label(stage.run, "")))
                            .id();
                    await(stage.docker.containers().remove(id), LIMIT);
                    return "of " + id.length() + " characters";
                }),
                value("container-remove", "DELETE .*/containers/", d -> {
                    await(d.containers().remove(stage.created()));
                    return "done";
                }),
                value(
                        "container-start",
                        "/start",
                        d -> "started " + await(d.containers().start(running))),
                value(
                        "container-stop",
                        "/stop",
                        d -> "stopped " + await(d.containers().stop(finished))),
                value("container-kill", "/kill", d -> {
                    await(d.containers().kill(running, "SIGCONT"));
                    return "done";
                }),
                value("container-rename", "/rename", d -> {
                    await(d.containers().rename(finished, stage.run + "-" + System.nanoTime()));
                    return "done";
                }),
                value("container-update", "/update", d -> await(
                                d.containers().update(running, u -> u.resources(r -> r.cpuShares(512L))))
                        .toString()),
                value("container-top", "/top", d -> await(d.containers().top(running))
                        .titles()
                        .toString()),
                value("container-changes", "/changes", d -> await(d.containers().changes(finished))
                        .toString()),
                value("container-stat", "HEAD .*/archive", d -> await(
                                d.containers().stat(finished, "/bin/sh"))
                        .toString()),
                value(
                        "container-sample",
                        "/stats",
                        d -> String.valueOf(
                                await(d.containers().sample(running, true)).id())),
                value(
                        "exec-create",
                        "/containers/.*/exec",
                        d -> "of "
                                + await(d.execs().create(running, e -> e.cmd("true")))
                                        .id()
                                        .length() + " characters"),
                value("image-list", "/images/json", d -> await(
                                d.images().list(l -> l.filter("reference", Harbor.IMAGE)))
                        .get(0)
                        .id()),
                value("image-inspect", "/images/.*/json", d -> {
                    var image = await(d.images().inspect(Harbor.IMAGE));
                    return image.id() + image.config() + image.size();
                }),
                value("image-history", "/history", d -> await(d.images().history(Harbor.IMAGE)).stream()
                        .map(layer -> layer.id() + layer.created() + layer.createdBy() + layer.size())
                        .toList()
                        .toString()),
                value("image-tag", "/tag", d -> {
                    await(d.images().tag(Harbor.IMAGE, stage.name() + ":1"));
                    return "done";
                }),
                value("network-inspect", "/networks/", d -> await(d.networks().inspect("host"))
                        .summary()
                        .id()),
                value("network-create", "/networks/create", d -> {
                    String name = stage.name();
                    try {
                        return "of "
                                + await(d.networks().create(name, n -> n.internal(true)))
                                        .id()
                                        .length()
                                + " characters";
                    } finally {
                        stage.removeNetwork(name);
                    }
                }),
                value("volume-create", "/volumes/create", d -> {
                    String name = stage.name();
                    String made = await(d.volumes().create(name)).name();
                    await(stage.docker.volumes().remove(name), LIMIT);
                    return made.equals(name) ? "its name" : made;
                }));
    }
}
