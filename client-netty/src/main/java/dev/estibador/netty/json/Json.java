package dev.estibador.netty.json;

import static tools.jackson.databind.DeserializationFeature.ACCEPT_EMPTY_STRING_AS_NULL_OBJECT;
import static tools.jackson.databind.DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES;
import static tools.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS;
import static tools.jackson.databind.DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.estibador.common.NameSet;
import dev.estibador.error.MalformedReplyException;
import dev.estibador.stream.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.BufferRecycler;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.core.util.RecyclerPool;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;

/**
 * Values to JSON and back, as engines speak it: what is not set is not sent, and reading overlooks what it does not know.
 */
public final class Json {
    /** Of things that are many, an empty one is as good as one that is not set. */
    private static final JsonInclude.Value NOT_EMPTY =
            JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.NON_NULL);

    /**
     * Requests, documents and values hold passwords and tokens at times, and a buffer that waited for its next use would keep
     * them: each has buffers of its own, which nobody holds afterwards.
     */
    private static final JsonMapper MAPPER = mapper(JsonRecyclerPools.nonRecyclingPool());

    /** A few bytes of JSON, such as an empty object in a list, can cost a hundred of the heap. */
    private static final int HEAP_FOR_EACH_TOKEN = 128;

    /** A text takes several times its length while it is read. */
    private static final int HEAP_FOR_A_TEXT = 32;

    private static final RecyclerPool<BufferRecycler> POOL = JsonRecyclerPools.newConcurrentDequePool();

    /** For the messages of streams, of which there are very many. */
    private static final JsonMapper MESSAGES = mapper(POOL);

    private static JsonMapper mapper(RecyclerPool<BufferRecycler> pool) {
        long heap = Runtime.getRuntime().maxMemory();
        StreamReadConstraints bounds = StreamReadConstraints.builder()
                .maxTokenCount(heap / HEAP_FOR_EACH_TOKEN)
                .maxStringLength((int) Math.min(StreamReadConstraints.DEFAULT_MAX_STRING_LEN, heap / HEAP_FOR_A_TEXT))
                .build();
        return JsonMapper.builder(JsonFactory.builder()
                        .recyclerPool(pool)
                        .streamReadConstraints(bounds)
                        .build())
                .disable(FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(FAIL_ON_TRAILING_TOKENS)
                .enable(ACCEPT_EMPTY_STRING_AS_NULL_OBJECT)
                .changeDefaultPropertyInclusion(value -> value.withValueInclusion(JsonInclude.Include.NON_NULL))
                .withConfigOverride(List.class, type -> type.setInclude(NOT_EMPTY))
                .withConfigOverride(Map.class, type -> type.setInclude(NOT_EMPTY))
                .withConfigOverride(NameSet.class, type -> type.setInclude(NOT_EMPTY))
                .addModule(new SimpleModule("engine")
                        .addDeserializer(Progress.class, new ProgressReader())
                        .addDeserializer(Instant.class, new EngineTime())
                        .addDeserializer(Long.class, new EngineNumber(Long.class))
                        .addDeserializer(Long.TYPE, new EngineNumber(Long.TYPE))
                        .addDeserializer(Duration.class, new Nanoseconds.Reader())
                        .addSerializer(Duration.class, new Nanoseconds.Writer())
                        .setValueInstantiators(new DirectCreators()))
                .build();
    }

    /** Lets go of what buffers hold of messages that were read. */
    public static void forget() {
        POOL.clear();
    }

    private Json() {}

    public static byte[] write(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    public static String text(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** As {@link #text(Object)}, with values that are null sent as such. */
    public static String textWithNulls(Map<String, ? extends @Nullable String> map) {
        ObjectNode node = MAPPER.createObjectNode();
        map.forEach(node::put);
        return text(node);
    }

    /**
     * A value of a document that comes from no engine; null if that is its value. What is wrong with it is an
     * {@link IllegalArgumentException} that tells the place and never what stands there.
     *
     * @param strict whether what is not known, and what follows, is wrong
     */
    public static <T> @Nullable T document(byte[] json, Class<T> type, boolean strict) {
        ObjectReader reader = MAPPER.readerFor(type);
        try {
            return (strict ? reader.with(FAIL_ON_UNKNOWN_PROPERTIES, FAIL_ON_TRAILING_TOKENS) : reader).readValue(json);
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            String place = at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
            throw new IllegalArgumentException("not the JSON that is expected there" + place);
        }
    }

    /** A value of what was read as an object of no certain type. */
    public static <T> T convert(String call, Map<?, ?> object, Class<T> type) {
        return read(call, write(object), type);
    }

    public static <T> T read(String call, byte[] json, Class<T> type) {
        return read(call, json, MAPPER.constructType(type));
    }

    /** Values one after another, which stand between those indexes; each is given before the next is read. */
    public static <T> void readAll(
            String call, byte[] json, int from, int to, Class<T> type, Consumer<? super T> values) {
        try (MappingIterator<T> all = MESSAGES.readerFor(type).readValues(json, from, to - from)) {
            while (all.hasNextValue()) {
                values.accept(all.nextValue());
            }
        } catch (JacksonException e) {
            throw malformed(call, e);
        }
    }

    /** A list; null counts as empty, as Go writes empty lists. */
    public static <T> List<T> readList(String call, byte[] json, Class<T> type) {
        List<T> list = parse(call, json, MAPPER.getTypeFactory().constructCollectionType(List.class, type));
        return list == null ? List.of() : list;
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // the type says it, in a form that javac cannot see
    private static <T> T read(String call, byte[] json, JavaType type) {
        T value = parse(call, json, type);
        if (value == null) {
            throw new MalformedReplyException(call, "the reply is empty or null where a value was expected", null);
        }
        return value;
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // as above
    private static <T> @Nullable T parse(String call, byte[] json, JavaType type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JacksonException e) {
            throw malformed(call, e);
        }
    }

    /** Jackson's own message, and so the cause, may quote the reply, which may hold secrets; the place does not. */
    private static MalformedReplyException malformed(String call, JacksonException problem) {
        String place = problem.getPathReference();
        return new MalformedReplyException(
                call, "the reply is not the JSON that was expected" + (place.isEmpty() ? "" : ", at " + place), null);
    }

    /**
     * The {@code message} of an error reply, or the {@code error} where a job is refused in the form of its messages; null
     * where the body is no such JSON.
     */
    public static @Nullable String errorMessage(byte[] body) {
        try {
            JsonNode reply = MAPPER.readTree(body);
            JsonNode node = reply.has("message") ? reply.path("message") : reply.path("error");
            return node.isString() ? node.stringValue() : null;
        } catch (JacksonException e) {
            return null;
        }
    }
}
