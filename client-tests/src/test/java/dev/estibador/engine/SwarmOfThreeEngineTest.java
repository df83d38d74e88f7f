package dev.estibador.engine;

import static dev.estibador.engine.Harbor.LIMIT;
import static dev.estibador.engine.OneNodeSwarm.unique;
import static dev.estibador.engine.OneNodeSwarm.until;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.DockerClient;
import dev.estibador.common.Filters;
import dev.estibador.connect.DockerConfig;
import dev.estibador.error.EngineException;
import dev.estibador.matrix.Capability;
import dev.estibador.matrix.DefaultEngineOnly;
import dev.estibador.matrix.Needs;
import dev.estibador.matrix.OnOneJava;
import dev.estibador.swarm.ConfigReference;
import dev.estibador.swarm.FileTarget;
import dev.estibador.swarm.Node;
import dev.estibador.swarm.NodeAvailability;
import dev.estibador.swarm.NodeRole;
import dev.estibador.swarm.NodeSpec;
import dev.estibador.swarm.NodeState;
import dev.estibador.swarm.SecretReference;
import dev.estibador.swarm.Service;
import dev.estibador.swarm.ServiceSpec;
import dev.estibador.swarm.SwarmJoin;
import dev.estibador.swarm.SwarmState;
import dev.estibador.swarm.Task;
import dev.estibador.swarm.TaskState;
import dev.estibador.swarm.UpdateOrder;
import dev.estibador.swarm.UpdateState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A swarm of three engines, each in a network namespace of its own: one manager and two workers. */
@ResourceLock("swarm")
@DefaultEngineOnly("needs three engines that reach each other")
@Needs(Capability.SWARM)
@OnOneJava("is about what the engine does and answers")
class SwarmOfThreeEngineTest {
    private static final String IDLE = "trap 'exit 0' TERM; while :; do sleep 0.1; done";
    private static final List<DockerClient> ENGINES = new ArrayList<>();
    private static List<String> addresses = List.of();
    private static boolean formed;

    @BeforeAll
    static void form() {
        addresses = words("ESTIBADOR_SWARM_ADDRESSES");
        for (String engine : words("ESTIBADOR_SWARM_UNIX")) {
            ENGINES.add(DockerClient.open(DockerConfig.to(engine).build()));
        }
        for (DockerClient engine : ENGINES) {
            await(
                    engine.images()
                            .build(Harbor.context(), b -> b.tag(Harbor.IMAGE))
                            .result(),
                    LIMIT);
        }
        await(
                manager().swarm().init(addresses.get(0), i -> i.advertiseAddress(addresses.get(0))
                        .defaultAddressPool("10.78.0.0/16")
                        .subnetSize(26)),
                LIMIT);
        formed = true;
        join(1);
        join(2);
    }

    private static List<String> words(String variable) {
        return Arrays.asList(Reach.required(variable).split(" ", -1));
    }

    private static DockerClient manager() {
        return ENGINES.get(0);
    }

    /** The engine of that number joins as a worker; gives its node once that is ready. */
    private static Node join(int engine) {
        String token = await(manager().swarm().inspect(), LIMIT).joinTokens().worker();
        String address = addresses.get(engine);
        await(
                ENGINES.get(engine)
                        .swarm()
                        .join(SwarmJoin.of(address, token, addresses.get(0) + ":2377")
                                .advertiseAddress(address)
                                .build()),
                LIMIT);
        return node(
                node(engine).id(),
                found -> NodeState.READY.equals(found.status().state()));
    }

    /** The node that an engine is. */
    private static Node node(int engine) {
        String id = await(ENGINES.get(engine).system().info(), LIMIT).swarm().nodeId();
        return node(id, found -> true);
    }

    private static Node node(String id, Predicate<Node> wanted) {
        return until(() -> await(manager().nodes().inspect(id), LIMIT), wanted);
    }

    /** Each engine leaves, also where another one could not. */
    @AfterAll
    static void dissolve() {
        RuntimeException failure = null;
        for (DockerClient engine : ENGINES) {
            try (engine) {
                if (formed
                        && !await(engine.system().info(), LIMIT)
                                .swarm()
                                .nodeId()
                                .isEmpty()) {
                    await(engine.swarm().leave(true), LIMIT);
                }
            } catch (RuntimeException e) {
                failure = e;
            }
        }
        ENGINES.clear();
        formed = false;
        if (failure != null) {
            throw failure;
        }
    }

    @AfterEach
    void removeServices() {
        for (Service left : await(manager().services().list(), LIMIT)) {
            await(manager().services().remove(left.id()), LIMIT);
        }
        until(() -> await(manager().tasks().list(), LIMIT), List::isEmpty);
    }

    private static String service(String script, Consumer<ServiceSpec.Builder> spec) {
        return await(
                        manager().services().create(Harbor.IMAGE, s -> {
                            s.name(unique("estibador")).args("sh", "-c", script);
                            spec.accept(s);
                        }),
                        LIMIT)
                .id();
    }

    /** A node changes by itself too, above all when its role does; an update that was overtaken begins again. */
    private static void update(int engine, Consumer<NodeSpec.Builder> change) {
        until(
                () -> {
                    try {
                        await(manager().nodes().update(node(engine), change), LIMIT);
                        return true;
                    } catch (EngineException e) {
                        if (!e.engineMessage().contains("out of sequence")) {
                            throw e;
                        }
                        return false;
                    }
                },
                done -> done);
    }

    /** One task on each of the three nodes. */
    private static void spread(ServiceSpec.Builder spec) {
        spec.replicas(3).taskTemplate(t -> t.placement(p -> p.maxReplicas(1)));
    }

    /** The running tasks of a service, once they are so many and as they should be. */
    private static List<Task> running(String service, int count, Predicate<Task> wanted) {
        Filters those = Filters.of("service", service).and("desired-state", "running");
        return until(
                () -> await(manager().tasks().list(those), LIMIT),
                tasks -> tasks.size() == count
                        && tasks.stream()
                                .allMatch(task ->
                                        TaskState.RUNNING.equals(task.status().state()) && wanted.test(task)));
    }

    private static Set<String> nodesOf(List<Task> tasks) {
        Set<String> nodes = new HashSet<>();
        tasks.forEach(task -> nodes.add(task.nodeId()));
        return nodes;
    }

    private static boolean isMarked(Task task, String mark) {
        return task.spec().containerSpec().env().contains("MARK=" + mark);
    }

    @Test
    void allNodesAreReadyAndOneLeads() {
        List<Node> nodes = await(manager().nodes().list(), LIMIT);

        assertThat(nodes).hasSize(3).allSatisfy(node -> {
            assertThat(node.status().state()).isEqualTo(NodeState.READY);
            assertThat(addresses).contains(node.status().address());
        });
        assertThat(nodes)
                .filteredOn(node -> node.spec().role().equals(NodeRole.WORKER))
                .hasSize(2);
        assertThat(nodes)
                .filteredOn(node -> node.managerStatus() != null)
                .singleElement()
                .satisfies(leader -> {
                    assertThat(leader.id()).isEqualTo(node(0).id());
                    assertThat(leader.managerStatus().leader()).isTrue();
                });
    }

    @Test
    void aServiceIsSpreadOverTheNodesAndItsLogsComeFromAllOfThem() {
        String id = service("echo from $NODE; " + IDLE, s -> {
            spread(s);
            s.env("NODE", "{{.Node.ID}}");
        });
        Set<String> nodes = nodesOf(running(id, 3, task -> true));
        assertThat(nodes).hasSize(3);

        Set<String> lines = new HashSet<>();
        try (var frames = manager().services().logs(id, l -> l.follow(true)).iterate()) {
            for (var frame : frames) {
                lines.add(frame.text());
                if (lines.size() == 3) {
                    break;
                }
            }
        }
        assertThat(lines)
                .containsExactlyInAnyOrderElementsOf(
                        nodes.stream().map(node -> "from " + node + "\n").toList());
    }

    @Test
    void anUpdateRollsOverTheTasksAndIsRolledBack() {
        String id = service(IDLE, s -> {
            spread(s);
            s.env("MARK", "old")
                    .updateConfig(
                            u -> u.parallelism(1).order(UpdateOrder.STOP_FIRST).monitor(Duration.ofMillis(100)))
                    .rollbackConfig(u -> u.parallelism(3).monitor(Duration.ofMillis(100)));
        });
        var services = manager().services();
        running(id, 3, task -> isMarked(task, "old"));

        await(services.update(await(services.inspect(id), LIMIT), s -> s.env("MARK", "new")), LIMIT);
        running(id, 3, task -> isMarked(task, "new"));
        Service updated = until(
                () -> await(services.inspect(id), LIMIT),
                service -> UpdateState.COMPLETED.equals(service.updateStatus().state()));
        assertThat(updated.previousSpec().taskTemplate().containerSpec().env()).containsExactly("MARK=old");
        assertThat(await(manager().tasks().list(Filters.of("service", id).and("desired-state", "shutdown")), LIMIT))
                .hasSize(3)
                .allMatch(task -> isMarked(task, "old"));

        await(services.update(id, updated.version(), updated.spec(), u -> u.rollback(true)), LIMIT);
        running(id, 3, task -> isMarked(task, "old"));
        until(
                () -> await(services.inspect(id), LIMIT),
                service -> UpdateState.ROLLBACK_COMPLETED.equals(
                        service.updateStatus().state()));
    }

    @Test
    void aNodeThatIsDrainedGivesItsTasksToTheOthers() {
        String id = service(IDLE, s -> s.replicas(3));
        running(id, 3, task -> true);
        String drained = node(2).id();
        try {
            update(2, n -> n.availability(NodeAvailability.DRAIN));
            running(id, 3, task -> !task.nodeId().equals(drained));
        } finally {
            update(2, n -> n.availability(NodeAvailability.ACTIVE));
        }
        var services = manager().services();
        await(services.update(await(services.inspect(id), LIMIT), s -> s.replicas(6)), LIMIT);
        assertThat(nodesOf(running(id, 6, task -> true))).contains(drained);
    }

    @Test
    void aTaskOnAWorkerReadsItsSecretAndItsConfig() {
        String name = unique("text");
        String secret = await(manager().secrets().create(name, s -> s.content("hush")), LIMIT)
                .id();
        String config = await(manager().configs().create(name, c -> c.content("hello")), LIMIT)
                .id();
        try {
            String id = service("cat /run/secrets/token; echo; cat /motd; echo; " + IDLE, s -> s.taskTemplate(
                            t -> t.placement(p -> p.constraints("node.role==worker")))
                    .secret(SecretReference.of(
                            secret, name, FileTarget.of("token").build()))
                    .config(ConfigReference.of(
                            config, name, FileTarget.of("/motd").build())));
            Task task = running(id, 1, any -> true).get(0);
            assertThat(task.nodeId()).isIn(node(1).id(), node(2).id());

            StringBuilder text = new StringBuilder();
            try (var frames =
                    manager().tasks().logs(task.id(), l -> l.follow(true)).iterate()) {
                for (var frame : frames) {
                    text.append(frame.text());
                    if (text.toString().contains("hello\n")) {
                        break;
                    }
                }
            }
            assertThat(text).hasToString("hush\nhello\n");
        } finally {
            removeServices();
            await(manager().secrets().remove(secret), LIMIT);
            await(manager().configs().remove(config), LIMIT);
        }
    }

    @Test
    void containersOnDifferentEnginesReachEachOtherOverAnOverlay() {
        String network = unique("overlay");
        await(manager().networks().create(network, n -> n.driver("overlay").attachable(true)), LIMIT);
        String server = container(1, network, "nc -l -p 7000 -e echo ahoy", "server");
        try {
            String client = container(2, network, "until nc server 7000; do sleep 0.1; done", "client");
            try {
                var containers = ENGINES.get(2).containers();
                assertThat(await(containers.awaitLine(client, "ahoy"), LIMIT).text())
                        .isEqualTo("ahoy");
            } finally {
                await(ENGINES.get(2).containers().remove(client, r -> r.force(true)), LIMIT);
            }
        } finally {
            await(ENGINES.get(1).containers().remove(server, r -> r.force(true)), LIMIT);
            await(manager().networks().remove(network), LIMIT);
        }
    }

    private static String container(int engine, String network, String script, String alias) {
        var containers = ENGINES.get(engine).containers();
        String id = await(
                        containers.create(
                                Harbor.IMAGE, c -> c.cmd("sh", "-c", script).network(network, e -> e.aliases(alias))),
                        LIMIT)
                .id();
        await(containers.start(id), LIMIT);
        return id;
    }

    @Test
    void aWorkerIsPromotedAndDemoted() {
        try {
            update(1, n -> n.role(NodeRole.MANAGER));
            Node promoted = node(node(1).id(), node -> node.managerStatus() != null);
            assertThat(promoted.managerStatus().leader()).isNotEqualTo(true);
            assertThat(control(1, true).managers()).isEqualTo(2);
        } finally {
            update(1, n -> n.role(NodeRole.WORKER));
        }
        assertThat(node(node(1).id(), node -> node.managerStatus() == null)
                        .spec()
                        .role())
                .isEqualTo(NodeRole.WORKER);
        control(1, false);
    }

    /** What an engine says of the swarm, once it has a say in it or none. */
    private static SwarmState control(int engine, boolean available) {
        return until(
                () -> await(ENGINES.get(engine).system().info(), LIMIT).swarm(),
                swarm -> swarm.controlAvailable() == available);
    }

    @Test
    void aWorkerThatHasLeftIsDownAndIsRemoved() {
        var nodes = manager().nodes();
        String left = node(2).id();
        assertThatThrownBy(() -> await(nodes.remove(left), LIMIT))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("not down");
        await(ENGINES.get(2).swarm().leave(), LIMIT);
        node(left, node -> NodeState.DOWN.equals(node.status().state()));
        await(nodes.remove(left), LIMIT);
        assertThat(await(nodes.list(), LIMIT)).extracting(Node::id).doesNotContain(left);

        String again = join(2).id();
        assertThat(again).isNotEqualTo(left);
        await(nodes.remove(again, true), LIMIT);
        await(ENGINES.get(2).swarm().leave(), LIMIT);
        join(2);
    }
}
