package dev.estibador.engine;

import static dev.estibador.engine.Harbor.LIMIT;
import static dev.estibador.stream.Blocking.await;

import dev.estibador.common.Filters;
import dev.estibador.matrix.Capability;
import dev.estibador.matrix.Needs;
import dev.estibador.swarm.Service;
import dev.estibador.swarm.ServiceSpec;
import dev.estibador.swarm.Task;
import dev.estibador.swarm.TaskState;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Makes the engine a swarm of its own for the tests of a subclass, and takes it out again. It is over one way to reach the
 * engine, since a swarm takes its time.
 */
@ResourceLock("swarm")
@Needs(Capability.SWARM)
public abstract class OneNodeSwarm {
    protected static Harbor harbor;
    private static boolean formed;

    @BeforeAll
    static void form() {
        harbor = new Harbor(Reach.UNIX_NATIVE);
        await(
                harbor.docker.swarm().init("127.0.0.1:2377", i -> i.advertiseAddress("127.0.0.1")
                        .defaultAddressPool("10.77.0.0/16")
                        .subnetSize(26)
                        .dataPathPort(4790)
                        .spec(s -> s.taskHistoryRetentionLimit(3))),
                LIMIT);
        formed = true;
    }

    /** A swarm that was there before is not ours to take apart: then {@link #form} has failed. */
    @AfterAll
    static void dissolve() {
        try (Harbor last = harbor) {
            if (formed) {
                formed = false;
                await(last.docker.swarm().leave(true), LIMIT);
            }
        }
    }

    /** Also waits for the end of their tasks. Those of jobs that are complete stay, as 20.10 never removes them. */
    @AfterEach
    protected void removeServices() {
        for (Service left : await(harbor.docker.services().list(), LIMIT)) {
            await(harbor.docker.services().remove(left.id()), LIMIT);
        }
        until(() -> await(harbor.docker.tasks().list(), LIMIT), tasks -> tasks.stream()
                .allMatch(task -> TaskState.COMPLETE.equals(task.status().state())));
    }

    protected static String unique(String word) {
        return word + "-" + UUID.randomUUID();
    }

    /** A service of that shell script. */
    static String service(String script, Consumer<ServiceSpec.Builder> spec) {
        return await(
                        harbor.docker.services().create(Harbor.IMAGE, s -> {
                            s.name(unique("estibador")).args("sh", "-c", script);
                            spec.accept(s);
                        }),
                        LIMIT)
                .id();
    }

    protected static Service inspect(String id) {
        return await(harbor.docker.services().inspect(id), LIMIT);
    }

    /** The tasks of a service, once all of them, and at least so many, are as they should be. */
    protected static List<Task> tasks(String service, int count, Predicate<Task> wanted) {
        return until(
                () -> await(harbor.docker.tasks().list(Filters.of("service", service)), LIMIT),
                tasks -> tasks.size() >= count && tasks.stream().allMatch(wanted));
    }

    /** Asks again until the answer is as it should be, for a limited time. */
    protected static <T> T until(Supplier<T> question, Predicate<T> wanted) {
        Instant end = Instant.now().plus(LIMIT);
        T answer = question.get();
        while (!wanted.test(answer)) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("not within " + LIMIT + ", but still " + answer);
            }
            answer = question.get();
        }
        return answer;
    }
}
