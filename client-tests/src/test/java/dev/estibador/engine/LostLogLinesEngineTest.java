package dev.estibador.engine;

import static dev.estibador.engine.Harbor.LIMIT;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.container.LogConfig;
import dev.estibador.container.LogGap;
import dev.estibador.error.StreamFailedException;
import dev.estibador.matrix.DefaultEngineOnly;
import dev.estibador.stream.LogLine;
import dev.estibador.stream.ResumeListener;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** L16: lines that the engine has thrown away while nobody could reach it are missed where they were, and nowhere else. */
@DefaultEngineOnly("is about the files of one log driver")
class LostLogLinesEngineTest extends OverUnix {
    private static final int BEFORE = 100;
    private static final int AFTER = 200;

    private final Relay relay = new Relay();

    @AfterEach
    void closeRelay() {
        relay.close();
    }

    /** Lines with their numbers, of which the engine keeps the last hundred or so, in two files. */
    private String numbering() {
        String id = harbor.create(c -> c.cmd("sh", "-c", "i=0; while :; do echo $i; i=$((i+1)); usleep 10000; done")
                .host(h -> h.logConfig(LogConfig.builder()
                        .type("json-file")
                        .config("max-size", "4k")
                        .config("max-file", "2")
                        .build())));
        await(harbor.docker.containers().start(id), LIMIT);
        return id;
    }

    /** Until the engine has no more what was given last. */
    private void loseLinesAfter(String id, List<LogLine> given) {
        relay.sever();
        int last;
        int first;
        do {
            last = number(given.get(given.size() - 1));
            try (var kept = harbor.docker.containers().logs(id).lines().iterate()) {
                first = number(kept.iterator().next());
            }
        } while (first < last + 50);
        relay.restore();
    }

    private static int number(LogLine line) {
        return Integer.parseInt(line.text());
    }

    /** What is told of a log: its lines, and where a gap is among them. */
    private static final class Told implements ResumeListener<LogGap> {
        final List<LogLine> lines = new CopyOnWriteArrayList<>();
        final List<LogGap> gaps = new CopyOnWriteArrayList<>();
        final CountDownLatch before = new CountDownLatch(BEFORE);
        final CountDownLatch all = new CountDownLatch(BEFORE + AFTER);
        volatile int linesBeforeGap;

        void take(LogLine line) {
            lines.add(line);
            before.countDown();
            all.countDown();
        }

        @Override
        public void gap(LogGap gap) {
            gaps.add(gap);
            linesBeforeGap = lines.size();
        }
    }

    @Test
    void areReportedAsOneGapToWhoeverAskedForThat() throws InterruptedException {
        String id = numbering();
        Told told = new Told();
        try (var docker = relay.client()) {
            CompletableFuture<Void> log = docker.containers()
                    .logs(id, l -> l.follow(true).timestamps(true).resume(told))
                    .lines()
                    .forEach(told::take);
            assertThat(told.before.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            loseLinesAfter(id, told.lines);
            assertThat(told.all.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            log.cancel(true);
        }

        List<LogLine> lines = List.copyOf(told.lines);
        assertThat(told.gaps).hasSize(1);
        LogLine last = lines.get(told.linesBeforeGap - 1);
        LogLine next = lines.get(told.linesBeforeGap);
        assertThat(told.gaps.get(0).from()).isEqualTo(last.timestamp());
        assertThat(told.gaps.get(0).to()).isAfter(last.timestamp());
        assertThat(number(next)).isGreaterThan(number(last) + 1);
        for (int i = 1; i < lines.size(); i++) {
            if (i != told.linesBeforeGap) {
                assertThat(number(lines.get(i))).isEqualTo(number(lines.get(i - 1)) + 1);
            }
        }
    }

    @Test
    void failTheLogOfWhoeverDidNot() throws InterruptedException {
        String id = numbering();
        Told told = new Told();
        try (var docker = relay.client()) {
            CompletableFuture<Void> log = docker.containers()
                    .logs(id, l -> l.follow(true).resume(true))
                    .lines()
                    .forEach(told::take);
            assertThat(told.before.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            loseLinesAfter(id, told.lines);

            assertThatThrownBy(() -> await(log, LIMIT))
                    .isInstanceOf(StreamFailedException.class)
                    .hasMessageContaining("cannot resume");
        }
        for (int i = 0; i < told.lines.size(); i++) {
            assertThat(number(told.lines.get(i))).isEqualTo(i);
        }
    }
}
