package dev.estibador.engine;

import static dev.estibador.engine.Harbor.LIMIT;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.estibador.container.LogConfig;
import dev.estibador.error.ConflictException;
import dev.estibador.error.NotFoundException;
import dev.estibador.matrix.Capability;
import dev.estibador.matrix.EngineUnderTest;
import dev.estibador.matrix.Needs;
import dev.estibador.matrix.OnOneJava;
import dev.estibador.stream.LogLine;
import dev.estibador.stream.StreamSource;
import dev.estibador.system.Event;
import dev.estibador.system.EventGap;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** L15, L16: what a real engine says, through a relay that cuts it in the middle again and again. */
class ResumedStreamsEngineTest {
    private static final Duration LONG = Duration.ofMinutes(3);
    /** Fewer where there are many engines. */
    private static final int LINES = EngineUnderTest.isOfMatrix() ? 20_000 : 50_000;

    private static final int CUTS = 20;
    private static final String SAME =
            "is the engine's other way of keeping a log, and the first one is followed on both";

    private final Random random = new Random(42);
    private Harbor harbor;
    private Relay relay;

    @BeforeEach
    void open() {
        harbor = new Harbor(Reach.UNIX_NATIVE);
        relay = new Relay();
    }

    @AfterEach
    void close() {
        relay.close();
        harbor.close();
    }

    /** What comes of one source: numbers, each of them once and in their order. */
    private static final class Numbers {
        private int next = 1;

        void take(String text) {
            if (!text.equals(String.valueOf(next))) {
                throw new AssertionError("\"" + text + "\" where " + next + " should be");
            }
            next++;
        }
    }

    /** Both sources write at once, or one does on a terminal, as fast as they can. The container stays until all has come. */
    private void followsWithEveryLineOnceAndInOrder(String driver, boolean tty) {
        int each = tty ? LINES : LINES / 2;
        String id = harbor.create(c -> c.tty(tty)
                .cmd(
                        "sh",
                        "-c",
                        (tty ? "" : "seq 1 " + each + " >&2 & ") + "seq 1 " + each + "; wait; exec sleep 100000")
                .host(h -> h.logConfig(LogConfig.builder()
                        .type(driver)
                        .config("max-size", "100g")
                        .build())));
        await(harbor.docker.containers().start(id), LIMIT);
        Map<StreamSource, Numbers> numbers = new EnumMap<>(StreamSource.class);
        CompletableFuture<Void> whole = new CompletableFuture<>();
        int[] came = {0, nextCut(0)};
        try (var docker = relay.client()) {
            var all = docker.containers()
                    .logs(id, l -> l.follow(true).resume(true))
                    .lines()
                    .forEach(line -> {
                        take(line, numbers);
                        if (++came[0] == came[1]) {
                            relay.cut();
                            came[1] = nextCut(came[0]);
                        }
                        if (came[0] == LINES) {
                            whole.complete(null);
                        }
                    });
            await(CompletableFuture.anyOf(all, whole), LONG);
            assertThat(whole).isCompleted();
            all.cancel(true);
        }

        System.out.println(
                "a log of " + driver + (tty ? " on a terminal" : "") + " was cut " + relay.cuts() + " times");
        assertThat(relay.cuts()).isGreaterThan(CUTS / 4);
    }

    @Test
    void aFollowedLogHasEveryLineOnceAndInOrder() {
        followsWithEveryLineOnceAndInOrder("json-file", false);
    }

    @Test
    @Needs(Capability.LOG_DRIVERS)
    @OnOneJava(SAME)
    void aFollowedLogOfAnotherDriverDoesToo() {
        followsWithEveryLineOnceAndInOrder("local", false);
    }

    @Test
    @Needs(Capability.TERMINAL_TIMES)
    @OnOneJava(SAME)
    void aFollowedLogOfATerminalDoesToo() {
        followsWithEveryLineOnceAndInOrder("json-file", true);
    }

    private int nextCut(int came) {
        return came + 1 + random.nextInt(2 * LINES / CUTS);
    }

    private static void take(LogLine line, Map<StreamSource, Numbers> numbers) {
        assertThat(line.timestamp()).isNull();
        numbers.computeIfAbsent(line.source(), source -> new Numbers()).take(line.text());
    }

    /** Each piece of a line of more than 16 KiB has its time, and a line is cut between its pieces and inside them. */
    @Test
    @Needs(Capability.LINE_PIECES)
    @OnOneJava(SAME)
    void linesInPiecesComeWhole() {
        String id = harbor.create(c -> c.cmd(
                "sh",
                "-c",
                "i=0; while [ $i -lt 200 ]; do printf \"$i \"; head -c 100000 /dev/zero | tr '\\0' x; echo; i=$((i+1)); done;"
                        + " exec sleep 100000"));
        await(harbor.docker.containers().start(id), LIMIT);
        List<String> lines = new ArrayList<>();
        CompletableFuture<Void> whole = new CompletableFuture<>();
        try (var docker = relay.client()) {
            var all = docker.containers()
                    .logs(id, l -> l.follow(true).resume(true))
                    .lines()
                    .forEach(line -> {
                        lines.add(line.text().stripTrailing().replace("x".repeat(100_000), "x"));
                        if (random.nextInt(10) == 0) {
                            relay.cut();
                        }
                        if (lines.size() == 200) {
                            whole.complete(null);
                        }
                    });
            await(CompletableFuture.anyOf(all, whole), LONG);
            all.cancel(true);
        }

        for (int i = 0; i < 200; i++) {
            assertThat(lines.get(i)).isEqualTo(i + " x");
        }
        assertThat(relay.cuts()).isPositive();
    }

    /** A container that ends is no cut, and one that is gone is the engine's refusal. */
    @Test
    void aLogEndsWithItsContainer() {
        String id = harbor.shell("echo one; echo two >&2; exit 3");
        List<String> lines = new ArrayList<>();
        try (var docker = relay.client()) {
            await(
                    docker.containers()
                            .logs(id, l -> l.follow(true).resume(true).timestamps(true))
                            .lines()
                            .forEach(line -> {
                                assertThat(line.timestamp()).isAfter(Instant.EPOCH);
                                lines.add(line.text());
                            }),
                    LIMIT);
            assertThat(lines).containsExactlyInAnyOrder("one", "two");

            String idler = harbor.shell("echo one; exec sleep 100000");
            var log = docker.containers().logs(idler, l -> l.follow(true).resume(true));
            CompletableFuture<Void> first = new CompletableFuture<>();
            var all = log.forEach(frame -> first.complete(null));
            await(first, LIMIT);
            relay.cut();
            await(harbor.docker.containers().remove(idler, r -> r.force(true)), LIMIT);
            // the proper end of the log is what is cut; then the container is being removed, or no longer there
            var end = all.handle((nothing, e) -> e);
            assertThat(await(end, LIMIT)).isInstanceOfAny(NotFoundException.class, ConflictException.class);
        }
    }

    /** Containers come, are renamed and go, in several threads at once: none of their events is lost or doubled. */
    @Test
    @Needs(Capability.EVENT_HISTORY)
    void eventsComeOnceAndWithoutAGap() {
        String run = "estibador-" + UUID.randomUUID();
        Map<String, List<String>> actions = new ConcurrentHashMap<>();
        List<EventGap> gaps = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> last = new CompletableFuture<>();
        Instant before = await(harbor.docker.system().info(), LIMIT).systemTime();
        try (var docker = relay.client()) {
            var all = docker.system()
                    .events(e -> e.since(before).filter("type", "container").resume(gaps::add))
                    .forEach(event -> {
                        take(event, run, actions);
                        if (name(event).equals(run + "-last") && isEnd(event.verb())) {
                            last.complete(null);
                        }
                    });
            List<CompletableFuture<Void>> busy = new ArrayList<>();
            // no more events than an engine remembers, 256
            for (int thread = 0; thread < 2; thread++) {
                String prefix = run + "-" + thread + "-";
                busy.add(CompletableFuture.runAsync(() -> comeAndGo(prefix, 30)));
            }
            await(CompletableFuture.allOf(busy.toArray(CompletableFuture[]::new)), LONG);
            comeAndGo(run + "-last", 1);
            await(CompletableFuture.anyOf(all, last), LIMIT);
            all.cancel(true);
        }

        System.out.println("events were cut " + relay.cuts() + " times");
        assertThat(gaps).isEmpty();
        assertThat(actions).hasSize(61);
        assertThat(actions.values()).allSatisfy(one -> assertThat(one)
                .hasSize(3)
                .contains("create", "rename")
                .anyMatch(ResumedStreamsEngineTest::isEnd));
        assertThat(relay.cuts()).isGreaterThan(3);
    }

    /** Docker's word, or Podman's. */
    private static boolean isEnd(String verb) {
        return verb.equals("destroy") || verb.equals("remove");
    }

    private static String name(Event event) {
        return event.actor() == null ? "" : event.actor().attributes().getOrDefault("name", "");
    }

    private static void take(Event event, String run, Map<String, List<String>> actions) {
        if (name(event).startsWith(run) && event.actor() != null) {
            actions.computeIfAbsent(event.actor().id(), id -> new CopyOnWriteArrayList<>())
                    .add(event.verb());
        }
    }

    private void comeAndGo(String prefix, int count) {
        var containers = harbor.docker.containers();
        for (int i = 0; i < count; i++) {
            String name = count == 1 ? prefix : prefix + i;
            String id = await(containers.create(Harbor.IMAGE, c -> c.name(name + "-old")), LIMIT)
                    .id();
            await(containers.rename(id, name), LIMIT);
            if (i % 3 == 0) {
                relay.cut();
            }
            await(containers.remove(id), LIMIT);
        }
    }

    /** An engine remembers 256 events: after more of them nobody can tell what else there was. */
    @Test
    @Needs(Capability.EVENT_LIMIT)
    void moreThanTheEngineRemembersIsAGap() {
        String id = harbor.idler();
        List<String> told = new CopyOnWriteArrayList<>();
        CompletableFuture<EventGap> gap = new CompletableFuture<>();
        CompletableFuture<Void> after = new CompletableFuture<>();
        try (var docker = relay.client()) {
            var events = docker.system().events(e -> e.filter("type", "container")
                    .filter("container", id)
                    .filter("event", "rename")
                    .resume(found -> {
                        told.add("gap");
                        gap.complete(found);
                    }));
            CompletableFuture<Void> first = new CompletableFuture<>();
            var all = events.forEach(event -> {
                told.add(event.verb());
                first.complete(null);
                if (gap.isDone()) {
                    after.complete(null);
                }
            });
            awaitEvent(first, id);
            for (int i = 0; i < 260; i++) {
                await(harbor.docker.execs().create(id, x -> x.cmd("true")), LIMIT);
            }
            relay.cut();
            rename(id);
            await(CompletableFuture.anyOf(all, after), LIMIT);
            all.cancel(true);
        }

        assertThat(told).endsWith("gap", "rename");
        assertThat(await(gap, LIMIT).from()).isBefore(await(gap, LIMIT).to());
    }

    /** The engine accepts a moment before it listens, so something is done until it is heard. */
    private void awaitEvent(CompletableFuture<Void> first, String id) {
        CompletableFuture<Void> limit = new CompletableFuture<Void>().orTimeout(30, TimeUnit.SECONDS);
        while (!first.isDone() && !limit.isDone()) {
            rename(id);
        }
        assertThat(first).isCompleted();
    }

    private void rename(String id) {
        await(harbor.docker.containers().rename(id, "estibador-" + UUID.randomUUID()), LIMIT);
    }
}
