package dev.estibador.conformance;

import dev.estibador.DockerClient;
import dev.estibador.common.ApiVersion;
import dev.estibador.connect.DockerConfig;
import dev.estibador.container.ExitWait;
import dev.estibador.error.ConnectionException;
import dev.estibador.error.DockerException;
import dev.estibador.netty.calls.Client;
import dev.estibador.netty.http.DuplexBytes;
import dev.estibador.netty.http.HttpBody;
import dev.estibador.netty.http.HttpCall;
import dev.estibador.netty.http.HttpReply;
import dev.estibador.netty.http.Transport;
import dev.estibador.stream.EngineStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the calls of all groups, by reflection over their methods, and catches what they would send. */
final class GroupCalls implements AutoCloseable {
    private final List<HttpCall> sent = new ArrayList<>();
    private final Function<HttpCall, CompletableFuture<DuplexBytes>> engine;
    private final DockerClient client;
    private final DockerClient negotiating;

    /** Of an engine that cannot be reached. */
    GroupCalls(ApiVersion version) {
        this(
                version,
                call -> CompletableFuture.failedFuture(
                        new ConnectionException(call.label(), "this is only a rehearsal", null)));
    }

    /** Of an engine that answers so. */
    GroupCalls(ApiVersion version, Function<HttpCall, CompletableFuture<DuplexBytes>> engine) {
        this.engine = engine;
        DockerConfig.Builder config = DockerConfig.to("unix:///nowhere").executor(Runnable::run);
        negotiating = Client.over(new Rehearsal(), config.build());
        client = Client.over(new Rehearsal(), config.apiVersion(version).build());
    }

    /** One request as it would have been sent. */
    record Sent(Method by, HttpCall call) {
        /** Method and path, without the version. */
        String target() {
            String path = call.target().replaceFirst("\\?.*", "").replaceFirst("^/v[0-9.]+", "");
            return call.method() + " " + path;
        }

        List<String> query() {
            int mark = call.target().indexOf('?');
            return mark < 0
                    ? List.of()
                    : Arrays.stream(call.target().substring(mark + 1).split("&"))
                            .map(pair -> pair.substring(0, pair.indexOf('=')))
                            .toList();
        }

        @Nullable
        String json() {
            return call.body() instanceof HttpBody.Bytes bytes
                    ? StandardCharsets.UTF_8.decode(bytes.content().duplicate()).toString()
                    : null;
        }
    }

    /** The abstract methods of the client's groups, one for each endpoint or use of one, and the one that negotiates. */
    static List<Method> methods() {
        return Stream.concat(
                        Arrays.stream(DockerClient.class.getMethods())
                                .filter(method -> method.getReturnType() == CompletableFuture.class),
                        Arrays.stream(DockerClient.class.getMethods())
                                .filter(GroupCalls::isGroup)
                                .flatMap(group ->
                                        Arrays.stream(group.getReturnType().getMethods())))
                .filter(method -> Modifier.isAbstract(method.getModifiers()))
                .sorted(Comparator.comparing(Method::toString))
                .toList();
    }

    private static boolean isGroup(Method accessor) {
        return Modifier.isAbstract(accessor.getModifiers())
                && accessor.getParameterCount() == 0
                && accessor.getReturnType().isInterface();
    }

    /** All argument lists worth trying: everything at once, and each single thing that can be set. */
    static List<Object[]> arguments(Method method) {
        Parameter[] parameters = method.getParameters();
        List<Object[]> all = new ArrayList<>();
        all.add(Arrays.stream(parameters)
                .map(parameter -> Values.full(parameter.getParameterizedType(), parameter.getName()))
                .toArray());
        Object[] least = Arrays.stream(parameters).map(GroupCalls::least).toArray();
        all.add(least);
        for (int i = 0; i < parameters.length; i++) {
            for (Object single : Values.singles(parameters[i].getParameterizedType(), parameters[i].getName())) {
                Object[] one = least.clone();
                one[i] = single;
                all.add(one);
            }
        }
        return all;
    }

    private static @Nullable Object least(Parameter parameter) {
        return Values.least(
                parameter.getParameterizedType(), Values.isNullable(parameter.getAnnotatedType()), parameter.getName());
    }

    /** What the call would send; nothing where the API version does not have what it asks for, or refuses such values. */
    List<Sent> send(Method method, Object[] arguments) {
        failure(method, arguments);
        return sent.stream().map(call -> new Sent(method, call)).toList();
    }

    /** How the call ends; null if it ends well. */
    @Nullable
    Throwable failure(Method method, Object[] arguments) {
        sent.clear();
        Object result = invoke(method, arguments);
        if (result instanceof EngineStream<?> stream) {
            return failure(stream.opened());
        }
        if (result instanceof ExitWait wait) {
            failure(wait.accepted());
            return failure(wait.exit());
        }
        return failure((CompletableFuture<?>) Objects.requireNonNull(result));
    }

    private @Nullable Object invoke(Method method, Object[] arguments) {
        if (method.getDeclaringClass() == DockerClient.class) {
            return call(method, negotiating, arguments);
        }
        Object group = Arrays.stream(DockerClient.class.getMethods())
                .filter(accessor -> accessor.getReturnType() == method.getDeclaringClass())
                .findFirst()
                .map(accessor -> call(accessor, client))
                .orElseThrow();
        return call(method, group, arguments);
    }

    private static @Nullable Object call(Method method, Object target, Object... arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                return CompletableFuture.failedFuture(refused);
            }
            throw new IllegalStateException(method.toString(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(method.toString(), e);
        }
    }

    /** Each call ends in the engine's refusal, in that of a version, or in that of values that exclude each other. */
    private static @Nullable Throwable failure(CompletableFuture<?> future) {
        try {
            future.join();
            return null;
        } catch (CompletionException | CancellationException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (!(cause instanceof DockerException || cause instanceof IllegalArgumentException)) {
                throw new IllegalStateException(cause);
            }
            return cause;
        }
    }

    @Override
    public void close() {
        client.close();
        negotiating.close();
    }

    private final class Rehearsal implements Transport {
        @Override
        public CompletableFuture<HttpReply> exchange(HttpCall call) {
            return upgrade(call).thenApply(reply -> reply);
        }

        @Override
        public CompletableFuture<DuplexBytes> upgrade(HttpCall call) {
            sent.add(kept(call));
            return engine.apply(call);
        }

        /** With a copy of its body, which is wiped when the call is over. */
        private HttpCall kept(HttpCall call) {
            return call.body() instanceof HttpBody.Bytes bytes
                    ? call.sending(
                            new HttpBody.Bytes(
                                    ByteBuffer.allocate(bytes.content().remaining())
                                            .put(bytes.content().duplicate())
                                            .flip()),
                            call.service())
                    : call;
        }

        @Override
        public boolean isIoThread() {
            return false;
        }

        @Override
        public void afterReading(Runnable action) {
            action.run();
        }

        @Override
        public void close() {}
    }
}
