package dev.estibador.contract;

import static dev.estibador.contract.ResumedEventsContractTest.ACCEPTED;
import static dev.estibador.contract.ResumedEventsContractTest.END;
import static dev.estibador.contract.ResumedEventsContractTest.HEAD;
import static dev.estibador.contract.ResumedEventsContractTest.LIMIT;
import static dev.estibador.contract.ResumedEventsContractTest.UNTIL;
import static dev.estibador.contract.ResumedEventsContractTest.end;
import static dev.estibador.contract.ResumedEventsContractTest.event;
import static dev.estibador.contract.ResumedEventsContractTest.since;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.estibador.contract.ScriptedEngine.Kind;
import dev.estibador.contract.ScriptedEngine.Script;
import dev.estibador.error.DockerException;
import dev.estibador.stream.ResumeListener;
import dev.estibador.system.Event;
import dev.estibador.system.EventGap;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** L15, L64: what a program hears of the loss and the return of the connection, and of gaps, also where clocks are set. */
@ParameterizedClass
@EnumSource(
        value = Kind.class,
        names = {"UNIX_NATIVE", "TCP"})
class ResumedEventFaultsContractTest {
    @Parameter
    Kind kind;

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<EventGap> gaps = new CopyOnWriteArrayList<>();

    private void tell(Event event) {
        told.add(event.action());
    }

    private void follow(Script script) throws IOException {
        try (var engine = new ScriptedEngine(kind, script);
                var docker = engine.client()) {
            await(
                    docker.system()
                            .events(e -> e.until(UNTIL).resume(new Heard()))
                            .forEach(this::tell),
                    LIMIT);
        }
        told.removeAll(List.of("interrupted", "resumed"));
    }

    /** What happens to a stream, in the order in which it is heard. */
    private class Heard implements ResumeListener<EventGap> {
        @Override
        public void gap(EventGap gap) {
            gaps.add(gap);
            told.add("gap");
        }

        @Override
        public void interrupted(DockerException cause) {
            told.add("interrupted");
        }

        @Override
        public void resumed() {
            told.add("resumed");
        }
    }

    private static String head(int minutes, int seconds) {
        return HEAD.replace("33:20", "%02d:%02d".formatted(minutes, seconds));
    }

    /** L64: that is when the engine answers again; further events may take days. */
    @Test
    void aGapIsReportedWhenTheConnectionIsBackThoughNothingHappens() throws Exception {
        CountDownLatch gap = new CountDownLatch(1);
        Script script = c -> {
            String asked = c.head();
            c.say(HEAD);
            if (c.number() == 1) {
                c.chunk(event("a", 1, 0)).reset();
            } else if (asked.contains("until=")) {
                assertThat(asked).contains(since(1, 0).replace("since", "until").substring(0, 16));
                c.say(END).awaitClose();
            } else {
                c.awaitClose();
            }
        };
        Heard heard = new Heard() {
            @Override
            public void gap(EventGap found) {
                super.gap(found);
                gap.countDown();
            }
        };
        try (var engine = new ScriptedEngine(kind, script);
                var docker = engine.client()) {
            var all = docker.system().events(e -> e.resume(heard)).forEach(this::tell);
            assertThat(gap.await(20, TimeUnit.SECONDS)).isTrue();
            all.cancel(true);
        }
        assertThat(told).containsExactly("a", "interrupted", "resumed", "gap");
        assertThat(gaps.get(0).from()).isEqualTo(Instant.ofEpochSecond(ACCEPTED + 1));
    }

    /** The thread that loops hears it, too, while it waits for the next event. */
    @Test
    void whoLoopsHearsOfTheLossAndTheReturnOfTheConnection() throws Exception {
        Script script = c -> {
            c.head();
            c.say(HEAD).chunk(event("a", 1, 0));
            if (c.number() == 1) {
                c.reset();
            } else {
                c.chunk(event("b", 2, 0)).awaitClose();
            }
        };
        try (var engine = new ScriptedEngine(kind, script);
                var docker = engine.client();
                var events = docker.system().events(e -> e.resume(new Heard())).iterate()) {
            var iterator = events.iterator();
            tell(iterator.next());
            assertThat(events.await(LIMIT)).isTrue();
            told.add("there");
            tell(iterator.next());
        }
        assertThat(told).containsExactly("a", "interrupted", "resumed", "there", "b");
    }

    /** An engine that remembers and answers as dockerd does, whose clock is set back by 11 seconds during the cut. */
    private Script setBack(boolean namesTime, String... after) {
        return c -> {
            String asked = c.head();
            boolean first = c.number() == 1;
            c.say(namesTime ? head(first ? 35 : 34, first ? 1 : 50) : HEAD);
            if (first) {
                c.chunk(event("e1", 100, 0) + event("e2", 101, 0)).reset();
                return;
            }
            double since = Double.parseDouble(asked.replaceFirst("(?s).*since=([0-9.]+).*", "$1")) - ACCEPTED;
            c.chunk(event("e1", 100, 0) + event("e2", 101, 0) + (since <= 91 ? event("e3", 91, 0) : ""));
            for (String event : after) {
                c.chunk(event);
            }
            if (asked.matches("(?s).*until=.*") && !namesTime) {
                c.say(END);
            }
            c.awaitClose();
        };
    }

    /** L64: e3 happened during the cut. */
    @Test
    void aClockThatIsSetBackDuringACutIsAGap() throws Exception {
        for (boolean namesTime : new boolean[] {true, false}) {
            told.clear();
            gaps.clear();
            CountDownLatch last = new CountDownLatch(1);
            try (var engine = new ScriptedEngine(kind, setBack(namesTime, event("e5", 92, 0), event("e6", 93, 0)));
                    var docker = engine.client()) {
                var all = docker.system().events(e -> e.resume(new Heard())).forEach(event -> {
                    tell(event);
                    if (event.action().equals("e6")) {
                        last.countDown();
                    }
                });
                assertThat(last.await(20, TimeUnit.SECONDS)).isTrue();
                all.cancel(true);
            }
            assertThat(told).containsExactly("e1", "e2", "interrupted", "resumed", "gap", "e5", "e6");
            assertThat(gaps.get(0).from()).isEqualTo(Instant.ofEpochSecond(ACCEPTED + 101));
        }
    }

    /** Of a clock that was set back before the cut nothing is lost, and nothing is said to be. */
    @Test
    void aClockThatWasSetBackBeforeACutIsNoGap() throws IOException {
        follow(c -> {
            c.head();
            if (c.number() == 1) {
                c.say(HEAD)
                        .chunk(event("e1", 100, 0) + event("e2", 101, 0) + event("e3", 90, 0))
                        .reset();
            } else {
                end(c, event("e3", 90, 0), event("e4", 91, 0), event("e5", 92, 0));
            }
        });

        assertThat(told).containsExactly("e1", "e2", "e3", "e4", "e5");
    }

    /** The first connection, too. */
    @Test
    void aConnectionThatIsCutBeforeItsHeadIsMadeAgain() throws IOException {
        try (var engine = new ScriptedEngine(kind, c -> {
                    c.head();
                    if (c.number() > 2) {
                        end(c, event("a", 1, 0));
                    }
                });
                var docker = engine.client()) {
            await(
                    docker.system()
                            .events(e -> e.until(UNTIL).resume(new Heard()))
                            .forEach(this::tell),
                    LIMIT);
        }
        assertThat(told).containsExactly("interrupted", "resumed", "a");
    }
}
