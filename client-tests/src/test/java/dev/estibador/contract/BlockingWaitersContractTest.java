package dev.estibador.contract;

import static dev.estibador.contract.ScriptedEngine.Conversation.frame;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.estibador.contract.ScriptedEngine.Kind;
import dev.estibador.contract.ScriptedEngine.Script;
import dev.estibador.stream.OutputFrame;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Many who wait for calls and loop over streams, each in a thread of its own: on virtual threads, of which all wait in
 * a few threads, where Java has them, and else on fewer threads of the system's.
 */
class BlockingWaitersContractTest {
    private static final boolean VIRTUAL = Runtime.version().feature() >= 21;
    private static final int WAITERS = VIRTUAL ? 10_000 : 500;
    private static final int LOOPS = VIRTUAL ? 500 : 100;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** By its name, since what we compile for has none. */
    private static ExecutorService threads() throws Throwable {
        return VIRTUAL
                ? (ExecutorService) MethodHandles.publicLookup()
                        .findStatic(
                                Executors.class,
                                "newVirtualThreadPerTaskExecutor",
                                MethodType.methodType(ExecutorService.class))
                        .invokeExact()
                : Executors.newCachedThreadPool();
    }

    private static <T> List<T> together(int count, CountDownLatch begun, Callable<T> task, Runnable meanwhile)
            throws Throwable {
        ExecutorService threads = threads();
        try {
            List<Future<T>> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                all.add(threads.submit(task));
            }
            assertThat(begun.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            meanwhile.run();
            List<T> results = new ArrayList<>();
            for (Future<T> each : all) {
                results.add(each.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
            }
            return results;
        } catch (ExecutionException e) {
            throw e.getCause();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void allWhoWaitForACallGetItsAnswer() throws Throwable {
        CountDownLatch begun = new CountDownLatch(WAITERS);
        CountDownLatch answer = new CountDownLatch(1);
        Script holding = c -> {
            while (c.read() >= 0) {
                c.head();
                hold(answer);
                c.json("[{\"Id\":\"a\"}]");
            }
        };
        try (var engine = new ScriptedEngine(Kind.UNIX_NATIVE, holding);
                var docker = engine.client()) {
            var lists = together(
                    WAITERS,
                    begun,
                    () -> {
                        begun.countDown();
                        return await(docker.containers().list(), LIMIT);
                    },
                    () -> {
                        if (VIRTUAL) {
                            // the double has one for each of its 64 connections
                            assertThat(Thread.getAllStackTraces()).hasSizeLessThan(200);
                        }
                        answer.countDown();
                    });

            assertThat(lists).hasSize(WAITERS).allMatch(list -> list.get(0).id().equals("a"));
        }
    }

    @Test
    void allWhoLoopOverAStreamSeeItToItsEnd() throws Throwable {
        CountDownLatch begun = new CountDownLatch(LOOPS);
        CountDownLatch rest = new CountDownLatch(1);
        Script inTwoHalves = c -> {
            c.head();
            c.say("HTTP/1.1 200 OK\r\nContent-Type: application/vnd.docker.multiplexed-stream\r\n\r\n"
                    + frame(1, "one "));
            hold(rest);
            c.say(frame(1, "two"));
        };
        try (var engine = new ScriptedEngine(Kind.UNIX_NATIVE, inTwoHalves);
                var docker = engine.client()) {
            var texts = together(
                    LOOPS,
                    begun,
                    () -> {
                        StringBuilder text = new StringBuilder();
                        try (var frames = docker.containers()
                                .logs("web", l -> l.follow(true))
                                .iterate()) {
                            for (OutputFrame frame : frames) {
                                text.append(frame.text());
                                begun.countDown();
                            }
                        }
                        return text.toString();
                    },
                    rest::countDown);

            assertThat(texts).hasSize(LOOPS).containsOnly("one two");
        }
    }

    private static void hold(CountDownLatch until) {
        try {
            assertThat(until.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
