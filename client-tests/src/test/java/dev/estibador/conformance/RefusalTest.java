package dev.estibador.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estibador.DockerClient;
import dev.estibador.error.EngineException;
import dev.estibador.netty.http.DuplexBytes;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An engine's refusal is the engine's own words in a typed exception, whatever the call was. L19. */
class RefusalTest {
    private static final String WORDS = "there is no room in the harbor";

    static List<Method> methods() {
        return GroupCalls.methods().stream()
                .filter(method -> method.getDeclaringClass() != DockerClient.class) // whose refusals are no engine's
                .toList();
    }

    @ParameterizedTest
    @MethodSource("methods")
    void isTypedAndHasTheEnginesWords(Method method) {
        try (GroupCalls calls = new GroupCalls(
                DockerClient.MAX_API_VERSION, call -> CompletableFuture.completedFuture(new Refused(409)))) {
            Object[] least = GroupCalls.arguments(method).get(1);
            assertThat(calls.failure(method, least)).isInstanceOfSatisfying(EngineException.class, e -> {
                assertThat(e.status()).isEqualTo(409);
                assertThat(e.engineMessage()).isEqualTo(WORDS);
            });
        }
    }

    @Test
    void thereAreSoManyOfThem() {
        assertThat(methods()).hasSizeGreaterThan(105);
    }

    /** A reply of that status with a message, over a connection that is not handed over. */
    private record Refused(int status) implements DuplexBytes {
        @Override
        public @Nullable String header(String name) {
            return name.equalsIgnoreCase("Content-Type") ? "application/json" : null;
        }

        @Override
        public Flow.Publisher<ByteBuffer> body() {
            ByteBuffer json = ByteBuffer.wrap(("{\"message\":\"" + WORDS + "\"}").getBytes(StandardCharsets.UTF_8));
            return subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
                private boolean ended;

                @Override
                public void request(long more) {
                    if (!ended) {
                        ended = true;
                        subscriber.onNext(json);
                        subscriber.onComplete();
                    }
                }

                @Override
                public void cancel() {
                    ended = true;
                }
            });
        }

        @Override
        public CompletableFuture<Void> write(ByteBuffer bytes) {
            return CompletableFuture.failedFuture(new IllegalStateException("refused"));
        }

        @Override
        public CompletableFuture<Void> closeOutput() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close() {}
    }
}
