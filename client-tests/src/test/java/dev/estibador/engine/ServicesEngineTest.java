package dev.estibador.engine;

import static dev.estibador.engine.Harbor.LIMIT;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.common.Filters;
import dev.estibador.container.Resources.Ulimit;
import dev.estibador.error.BadRequestException;
import dev.estibador.error.ConflictException;
import dev.estibador.error.EngineException;
import dev.estibador.error.EngineTimeoutException;
import dev.estibador.error.NotFoundException;
import dev.estibador.matrix.DefaultEngineOnly;
import dev.estibador.matrix.OnOneJava;
import dev.estibador.stream.EngineStream;
import dev.estibador.stream.LogLine;
import dev.estibador.stream.OutputFrame;
import dev.estibador.stream.StreamSource;
import dev.estibador.swarm.ConfigReference;
import dev.estibador.swarm.Driver;
import dev.estibador.swarm.FileTarget;
import dev.estibador.swarm.NodePlatform;
import dev.estibador.swarm.Placement.Preference;
import dev.estibador.swarm.PortConfig;
import dev.estibador.swarm.PublishMode;
import dev.estibador.swarm.ResolutionMode;
import dev.estibador.swarm.RestartCondition;
import dev.estibador.swarm.SecretReference;
import dev.estibador.swarm.Service;
import dev.estibador.swarm.ServiceMode;
import dev.estibador.swarm.ServiceSpec;
import dev.estibador.swarm.Services;
import dev.estibador.swarm.Task;
import dev.estibador.swarm.TaskState;
import dev.estibador.swarm.UpdateFailureAction;
import dev.estibador.swarm.UpdateOrder;
import dev.estibador.volume.Mount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

@OnOneJava("is about what the engine does and answers")
class ServicesEngineTest extends OneNodeSwarm {
    private static final String IDLE = "trap 'exit 0' TERM; while :; do sleep 0.1; done";

    private final Services services = harbor.docker.services();

    private static boolean runs(Task task) {
        return TaskState.RUNNING.equals(task.status().state());
    }

    private static ServiceSpec.Builder once(ServiceSpec.Builder spec) {
        return spec.taskTemplate(t -> t.restartPolicy(r -> r.condition(RestartCondition.NONE)));
    }

    private static List<String> lines(EngineStream<OutputFrame> logs) {
        List<String> lines = new ArrayList<>();
        await(logs.forEach(frame -> lines.add(frame.source() + " " + frame.text())), LIMIT);
        return lines;
    }

    @Test
    void tasksReadTheirSecretsAndConfigsAndTheirOutputIsRead() {
        String name = unique("text");
        String secret = await(harbor.docker.secrets().create(name, s -> s.content("hush")), LIMIT)
                .id();
        String config = await(harbor.docker.configs().create(name, c -> c.content("hello")), LIMIT)
                .id();
        String id = service(
                "cat /run/secrets/token; echo; cat /motd >&2; echo \" $WHO\" >&2; stat -c %a:%u /motd; exit 3",
                s -> once(s).env("WHO", "you")
                        .secret(SecretReference.of(
                                secret, name, FileTarget.of("token").build()))
                        .config(ConfigReference.of(
                                config,
                                name,
                                FileTarget.of("/motd").uid("7").mode(0400).build())));
        Task task =
                tasks(id, 1, t -> TaskState.FAILED.equals(t.status().state())).get(0);

        assertThat(task.status().containerStatus().exitCode()).isEqualTo(3);
        assertThat(task.status().error()).contains("non-zero exit (3)");
        assertThat(lines(services.logs(id)))
                .containsExactlyInAnyOrder("STDOUT hush\n", "STDERR hello you\n", "STDOUT 400:7\n");
        assertThat(lines(harbor.docker.tasks().logs(task.id(), l -> l.stdout(false))))
                .containsExactly("STDERR hello you\n");
        // the engine counts the tail over both streams, whose order is by chance
        List<LogLine> detailed = new ArrayList<>();
        await(
                services.logs(id, l -> l.stderr(false).tail(9).details(true).timestamps(true))
                        .lines()
                        .forEach(detailed::add),
                LIMIT);
        assertThat(detailed).extracting(LogLine::text).containsExactly("hush", "400:7");
        assertThat(detailed).allSatisfy(line -> assertThat(line.attributes())
                .containsEntry("com.docker.swarm.task.id", task.id())
                .containsEntry("com.docker.swarm.service.id", id)
                .containsEntry("com.docker.swarm.node.id", task.nodeId()));
        assertThat(detailed).allMatch(line -> line.timestamp() != null);
        assertThatThrownBy(() -> await(harbor.docker.secrets().remove(secret), LIMIT))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("in use");
        removeServices();
        await(harbor.docker.secrets().remove(secret), LIMIT);
        await(harbor.docker.configs().remove(config), LIMIT);
    }

    /** L3: a terminal's output is raw, even where its first bytes look like the head of a frame. */
    @Test
    void logsOfATerminalArriveUntouched() {
        String id = service(
                "printf '\\001\\000\\000\\000\\000\\000\\000\\002ok'", s -> once(s).container(c -> c.tty(true)));
        Task task =
                tasks(id, 1, t -> TaskState.COMPLETE.equals(t.status().state())).get(0);

        assertThat(String.join("", lines(services.logs(id)))).isEqualTo("STDOUT \1\0\0\0\0\0\0\2ok");
        assertThat(String.join("", lines(harbor.docker.tasks().logs(task.id()))))
                .isEqualTo("STDOUT \1\0\0\0\0\0\0\2ok");
    }

    @Test
    void logsAreFollowed() {
        String id = service("echo up; " + IDLE, s -> s.replicas(2));
        try (var frames = services.logs(id, l -> l.follow(true)).iterate()) {
            var iterator = frames.iterator();
            assertThat(iterator.next().text()).isEqualTo("up\n");
            OutputFrame second = iterator.next();
            assertThat(second.text()).isEqualTo("up\n");
            assertThat(second.source()).isEqualTo(StreamSource.STDOUT);
        }
    }

    /** L12: the pieces of several tasks come in turns; their details tell them apart. 20.10 stalls at more. */
    @Test
    @DefaultEngineOnly("takes a while, and its lines are as long on every engine")
    void longLinesOfSeveralTasksAreWhole() {
        String line = "for i in 1 2; do dd if=/dev/zero bs=60000 count=1 2>/dev/null | tr '\\0' $x; echo; done";
        String id = service("x=$(hostname | cut -c1); " + line, s -> once(s.replicas(2)));
        tasks(id, 2, t -> TaskState.COMPLETE.equals(t.status().state()));

        assertThat(linesWithDetails(id)).hasSize(4).allSatisfy(one -> {
            assertThat(one.text()).hasSize(60_000);
            assertThat(one.text().chars().distinct().count()).isEqualTo(1);
        });
    }

    /** Asked for again where the engine stalls: 20.10 stops in the midst of one in four such logs, whoever asks. */
    private List<LogLine> linesWithDetails(String service) {
        for (int attempt = 1; ; attempt++) {
            List<LogLine> lines = new CopyOnWriteArrayList<>();
            CompletableFuture<Void> end =
                    services.logs(service, l -> l.details(true)).lines().forEach(lines::add);
            try {
                await(end, Duration.ofSeconds(8));
                return lines;
            } catch (EngineTimeoutException e) {
                end.cancel(true);
                if (attempt == 8) {
                    throw e;
                }
            }
        }
    }

    @Test
    void tasksAreCountedListedAndInspected() {
        String id = service(IDLE, s -> s.replicas(2).label("tier", "test"));
        List<Task> running = tasks(id, 2, ServicesEngineTest::runs);

        assertThat(running).extracting(Task::slot).containsExactlyInAnyOrder(1L, 2L);
        Service listed = await(services.list(l -> l.filter("label", "tier=test").status(true)), LIMIT)
                .get(0);
        assertThat(listed.serviceStatus().desiredTasks()).isEqualTo(2);
        assertThat(listed.serviceStatus().runningTasks()).isEqualTo(2);
        Task task = await(harbor.docker.tasks().inspect(running.get(0).id()), LIMIT);
        assertThat(task.serviceId()).isEqualTo(id);
        assertThat(task.nodeId())
                .isEqualTo(await(harbor.docker.nodes().list(), LIMIT).get(0).id());
        assertThat(task.desiredState()).isEqualTo(TaskState.RUNNING);
        assertThat(task.status().containerStatus().pid()).isPositive();
        assertThat(await(
                                harbor.docker
                                        .containers()
                                        .inspect(task.status().containerStatus().containerId()),
                                LIMIT)
                        .config()
                        .image())
                .isEqualTo(Harbor.IMAGE);
        assertThat(await(harbor.docker.tasks().list(Filters.of("desired-state", "shutdown")), LIMIT))
                .isEmpty();
        assertThatThrownBy(() -> await(harbor.docker.tasks().inspect("nothing"), LIMIT))
                .isInstanceOf(NotFoundException.class);
    }

    /** L35: a service that is made of what inspect tells of another is the same. */
    @Test
    void inspectAndCreateLoseNothing() {
        String id = service(IDLE, s -> s.label("a", "b")
                .replicas(0)
                .env("A", "b")
                .mount(Mount.tmpfs("/mem").toBuilder()
                        .tmpfsOptions(t -> t.sizeBytes(1 << 20).mode(01770))
                        .build())
                .mount(Mount.volume("estibador-v", "/v").asReadOnly())
                .container(c -> c.labels("c", "d")
                        .command("/bin/sh")
                        .hostname("{{.Task.Slot}}")
                        .dir("/tmp")
                        .user("1:2")
                        .groups("7")
                        .privileges(p -> p.seLinuxContext(l -> l.disable(true)))
                        .openStdin(true)
                        .readOnly(true)
                        .stopSignal("INT")
                        .stopGracePeriod(Duration.ofSeconds(3))
                        .healthCheck(h ->
                                h.cmd("true").interval(Duration.ofSeconds(7)).retries(2))
                        .hosts("10.0.0.3 db")
                        .dnsConfig(d ->
                                d.nameservers("10.1.1.1").search("example.org").options("ndots:3"))
                        .init(false)
                        .sysctls("net.core.somaxconn", "99")
                        .capabilityAdd("CAP_NET_ADMIN")
                        .capabilityDrop("CAP_MKNOD")
                        .ulimits(Ulimit.of("core", 0, 0)))
                .taskTemplate(t -> t.resources(r -> r.limits(l -> l.memoryBytes(64L << 20)
                                        .nanoCpus(500_000_000)
                                        .pids(9))
                                .reservations(l -> l.memoryBytes(32L << 20)))
                        .restartPolicy(r -> r.condition(RestartCondition.ON_FAILURE)
                                .delay(Duration.ofSeconds(1))
                                .maxAttempts(0)
                                .window(Duration.ofMinutes(1)))
                        .placement(p -> p.constraints("node.role==manager")
                                .preferences(Preference.spread("node.labels.zone"))
                                .maxReplicas(4)
                                .platforms(NodePlatform.of("linux", "amd64")))
                        .forceUpdate(5)
                        .logDriver(Driver.of("json-file")))
                .updateConfig(u -> u.parallelism(0)
                        .delay(Duration.ofSeconds(1))
                        .failureAction(UpdateFailureAction.ROLLBACK)
                        .monitor(Duration.ofSeconds(2))
                        .maxFailureRatio(0.5)
                        .order(UpdateOrder.START_FIRST))
                .rollbackConfig(u -> u.parallelism(1).order(UpdateOrder.STOP_FIRST))
                .endpointSpec(e -> e.mode(ResolutionMode.DNSRR)
                        .ports(PortConfig.of(80)
                                .publishedPort(30080)
                                .publishMode(PublishMode.HOST)
                                .build())));
        ServiceSpec first = inspect(id).spec();
        String again = await(
                        services.create(first.toBuilder().name(unique("again")).build()), LIMIT)
                .id();
        ServiceSpec second = inspect(again).spec();

        assertThat(second.toBuilder().name(first.name()).build()).isEqualTo(first);
        assertThat(first.taskTemplate().containerSpec().healthCheck().retries()).isEqualTo(2);
        assertThat(first.updateConfig().maxFailureRatio()).isEqualTo(0.5);
    }

    @Test
    void anUpdateReplacesTasksAndIsRolledBack() {
        String id = service(IDLE, s -> s.env("A", "1").updateConfig(u -> u.monitor(Duration.ofMillis(100))));
        tasks(id, 1, ServicesEngineTest::runs);
        Service first = inspect(id);
        assertThat(first.previousSpec()).isNull();
        await(services.update(first, s -> s.container(c -> c.env(List.of("A=2")))), LIMIT);
        Service second = until(
                () -> inspect(id),
                s -> s.updateStatus() != null && s.updateStatus().completedAt() != null);

        assertThat(second.spec().taskTemplate().containerSpec().env()).containsExactly("A=2");
        assertThat(second.previousSpec()).isEqualTo(first.spec());
        assertThatThrownBy(() -> await(services.update(first, s -> s.replicas(2)), LIMIT))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("out of sequence");
        await(services.update(id, second.version(), second.spec(), u -> u.rollback(true)), LIMIT);
        assertThat(inspect(id).spec()).isEqualTo(first.spec());
    }

    @Test
    void aJobRunsToItsEnd() {
        String id = service("echo done", s -> s.mode(ServiceMode.job(3, 2)));
        List<Task> tasks =
                tasks(id, 3, t -> TaskState.COMPLETE.equals(t.status().state()));

        assertThat(tasks).hasSize(3);
        Service job = await(services.list(l -> l.filter("id", id).status(true)), LIMIT)
                .get(0);
        assertThat(job.serviceStatus().completedTasks()).isEqualTo(3);
        assertThat(job.jobStatus().lastExecution()).isNotNull();
        assertThat(tasks).allSatisfy(task -> assertThat(task.jobIteration())
                .isEqualTo(job.jobStatus().jobIteration()));
        assertThat(job.spec().mode()).isEqualTo(ServiceMode.job(3, 2));
    }

    @Test
    void aGlobalServiceAndJobHaveATaskOnEachNode() {
        String service = service(IDLE, ServiceSpec.Builder::global);
        String job = service("true", s -> s.mode(ServiceMode.GLOBAL_JOB));

        assertThat(tasks(service, 1, ServicesEngineTest::runs)).hasSize(1);
        assertThat(tasks(job, 1, t -> TaskState.COMPLETE.equals(t.status().state())))
                .hasSize(1);
        assertThat(inspect(service).spec().mode()).isEqualTo(ServiceMode.GLOBAL);
        assertThat(inspect(job).spec().mode()).isEqualTo(ServiceMode.GLOBAL_JOB);
    }

    @Test
    void aPortOfTheNodeIsTold() {
        String id = service(
                IDLE,
                s -> s.publish(PortConfig.of(80).publishMode(PublishMode.HOST).build()));
        Task task = tasks(id, 1, ServicesEngineTest::runs).get(0);

        assertThat(task.status().portStatus().ports()).isNotEmpty().allSatisfy(port -> {
            assertThat(port.targetPort()).isEqualTo(80);
            assertThat(port.publishedPort()).isPositive();
            assertThat(port.publishMode()).isEqualTo(PublishMode.HOST);
        });
    }

    @Test
    void defaultsAreFilledInWhereAskedFor() {
        String id = service(IDLE, s -> s.replicas(0));
        assertThat(inspect(id).spec().updateConfig()).isNull();
        ServiceSpec filled =
                await(services.inspect(id, i -> i.insertDefaults(true)), LIMIT).spec();
        assertThat(filled.updateConfig().parallelism()).isEqualTo(1);
    }

    @Test
    void aNameInUseIsAConflictAndAnUnknownOneIsNotFound() {
        String name = unique("twice");
        service(IDLE, s -> s.name(name).replicas(0));
        assertThatThrownBy(() -> service(IDLE, s -> s.name(name))).isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> await(services.remove("nothing"), LIMIT)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> lines(services.logs("nothing"))).isInstanceOf(NotFoundException.class);
    }
}
