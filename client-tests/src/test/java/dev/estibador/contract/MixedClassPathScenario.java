package dev.estibador.contract;

import dev.estibador.DockerClient;
import dev.estibador.common.ApiVersion;
import dev.estibador.common.TarContent;
import dev.estibador.connect.DockerConfig;
import dev.estibador.stream.AttachSession;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Makes a call of each kind in a class loader of its own, and tells which of them never end. */
public final class MixedClassPathScenario implements Function<String, List<String>> {
    private static final long SECONDS = 8;

    @Override
    public List<String> apply(String address) {
        List<String> hung = new ArrayList<>();
        DockerClient docker;
        try {
            docker = DockerClient.open(DockerConfig.to(address)
                    .apiVersion(new ApiVersion(1, 45))
                    .timeouts(t -> t.connect(null).responseHead(null))
                    .build());
        } catch (Error | RuntimeException e) {
            return hung; // said at once
        }
        Map<String, Callable<CompletableFuture<?>>> calls = new LinkedHashMap<>();
        calls.put("value", () -> docker.containers().inspect("c"));
        calls.put("second value", () -> docker.containers().inspect("c"));
        calls.put("stream", () -> docker.containers().logs("c").forEach(frame -> {}));
        calls.put("resumed", () -> docker.containers()
                .logs("c", l -> l.follow(true).resume(true))
                .forEach(frame -> {}));
        calls.put("lines", () -> docker.containers().logs("c").lines().forEach(line -> {}));
        calls.put("upload", () -> docker.images().load(TarContent.of(pieces())).result());
        calls.put(
                "session",
                () -> docker.containers().attach("c", a -> a.stdin(true)).thenCompose(MixedClassPathScenario::talk));
        calls.put("error", () -> docker.containers().stop("c"));
        Map<String, CompletableFuture<?>> begun = new LinkedHashMap<>();
        calls.forEach((name, call) -> {
            try {
                begun.put(name, call.call());
            } catch (Throwable e) {
                // said at once
            }
        });
        begun.forEach((name, call) -> {
            try {
                call.get(SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                hung.add(name);
            } catch (Exception e) {
                // it ended
            }
        });
        Thread closer = new Thread(docker::close, "closer");
        closer.setDaemon(true);
        closer.setUncaughtExceptionHandler((thread, e) -> {});
        closer.start();
        try {
            closer.join(TimeUnit.SECONDS.toMillis(SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (closer.isAlive()) {
            hung.add("close");
        }
        return hung;
    }

    private static CompletableFuture<?> talk(AttachSession session) {
        session.write(ByteBuffer.wrap(new byte[] {'a'}));
        session.closeInput();
        return session.output().forEach(frame -> {});
    }

    /** Three pieces, one at a time. */
    private static Flow.Publisher<ByteBuffer> pieces() {
        return subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
            private int given;

            @Override
            public void request(long n) {
                for (long i = 0; i < n && given <= 3; i++) {
                    if (given++ == 3) {
                        subscriber.onComplete();
                    } else {
                        subscriber.onNext(ByteBuffer.allocate(1000));
                    }
                }
            }

            @Override
            public void cancel() {}
        });
    }
}
