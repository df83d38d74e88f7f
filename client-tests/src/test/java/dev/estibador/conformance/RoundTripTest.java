package dev.estibador.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.estibador.common.ApiVersion;
import dev.estibador.container.ContainerDetails;
import dev.estibador.container.ContainerSpec;
import dev.estibador.matrix.OnOneJava;
import dev.estibador.netty.json.Json;
import dev.estibador.network.EndpointSettings;
import dev.estibador.network.NetworkSpec;
import dev.estibador.network.NetworkSummary;
import dev.estibador.stream.Progress;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What was read can be written and what was written can be read, whatever it is. L32, L33, L34, L35. */
@OnOneJava("is about JSON, which no Java has its own way with")
class RoundTripTest {
    private static final Coverage COVERAGE = new Coverage();
    private static final Map<ApiVersion, Specification> SPECIFICATIONS = FactTables.specifications();
    private static final List<Class<?>> MODELS = models();
    private static final List<Class<?>> BUILT = MODELS.stream()
            .filter(type -> Arrays.stream(type.getMethods())
                    .anyMatch(method -> method.getName().equals("toBuilder")))
            .toList();
    private static final List<Reply> REPLIES = replies();
    private static final JsonMapper JSON = new JsonMapper();

    /** A kind of reply: of which operation in which version, and what it is read as. */
    private record Reply(Specification specification, String operation, String specified, Type type) {
        @Override
        public String toString() {
            return operation + " in API " + specification.version();
        }
    }

    @Property(tries = 10_000)
    void anyModelIsReadAsItWasWritten(@ForAll long seed) {
        Random random = new Random(seed);
        Class<?> type = MODELS.get(random.nextInt(MODELS.size()));
        Object model = new RandomValue(random).of(type);
        byte[] json = Json.write(model);

        assertThat((Object) Json.read("test", json, type))
                .as(() -> new String(json, StandardCharsets.UTF_8))
                .isEqualTo(model);
    }

    /** The reply that a definition allows, with fields and words of tomorrow and null in any place. */
    @Property(tries = 10_000)
    void anyReplyIsReadAndIsTheSameOnceWrittenAndReadAgain(@ForAll long seed) {
        Random random = new Random(seed);
        Reply reply = REPLIES.get(random.nextInt(REPLIES.size()));
        String json = new RandomReply(reply.specification(), random)
                .of(reply.specified())
                .toString();

        Object read = read(reply, json.getBytes(StandardCharsets.UTF_8));
        assertThat(read(reply, Json.write(read))).as(() -> reply + ": " + json).isEqualTo(read);
    }

    /** What was inspected can be sent again, or changed in one thing: a builder forgets no field. */
    @Property(tries = 10_000)
    void whateverHasABuilderComesOutOfItUnchanged(@ForAll long seed) throws ReflectiveOperationException {
        Random random = new Random(seed);
        Class<?> type = BUILT.get(random.nextInt(BUILT.size()));
        Object value = new RandomValue(random).of(type);
        Object builder = type.getMethod("toBuilder").invoke(value);

        assertThat(builder.getClass().getMethod("build").invoke(builder)).isEqualTo(value);
    }

    /** L35: a network made of what inspect tells of another is the same in all that can be asked for. */
    @Property
    void aNetworkThatIsLikeAnotherHasAllThatItHas(@ForAll long seed) {
        NetworkSummary other = (NetworkSummary) new RandomValue(new Random(seed)).of(NetworkSummary.class);
        JsonNode asked = JSON.readTree(Json.write(NetworkSpec.like(other).build()));
        JsonNode told = JSON.readTree(Json.write(other));

        for (RecordComponent component : NetworkSpec.class.getRecordComponents()) {
            String name =
                    component.getAccessor().getAnnotation(JsonProperty.class).value();
            if (!name.equals("CheckDuplicate")) { // is of the call and not of the network
                assertThat(asked.path(name)).as(name).isEqualTo(told.path(name));
            }
        }
    }

    /** L35, with the wishes to its networks, and without what the engine made of them. */
    @Property
    void aContainerThatIsLikeAnotherHasAllThatItHas(@ForAll long seed) {
        ContainerDetails other = (ContainerDetails) new RandomValue(new Random(seed)).of(ContainerDetails.class);
        ContainerSpec like = ContainerSpec.like(other).build();

        if (other.config() != null) {
            assertThat(like.config()).isEqualTo(other.config());
        }
        if (other.hostConfig() != null) {
            assertThat(like.hostConfig()).isEqualTo(other.hostConfig());
        }
        if (like.networkingConfig() != null) {
            like.networkingConfig().endpoints().forEach((network, asked) -> {
                EndpointSettings told = other.networkSettings().networks().get(network);
                assertThat(asked.ipamConfig()).isEqualTo(told.ipamConfig());
                assertThat(asked.links()).isEqualTo(told.links());
                assertThat(asked.driverOpts()).isEqualTo(told.driverOpts());
                assertThat(asked.gwPriority())
                        .isEqualTo(Objects.equals(told.gwPriority(), 0L) ? null : told.gwPriority());
                assertThat(told.aliases()).containsAll(asked.aliases());
                assertThat(asked.networkId()).isNull();
            });
        }
    }

    private static Object read(Reply reply, byte[] json) {
        return Values.raw(reply.type()) == List.class
                ? Json.readList(reply.toString(), json, (Class<?>) Values.argument(reply.type(), 0))
                : Json.read(reply.toString(), json, (Class<?>) reply.type());
    }

    private static List<Reply> replies() {
        List<Reply> replies = new ArrayList<>();
        SPECIFICATIONS.values().forEach(specification -> specification.operations().stream()
                .filter(operation -> !operation.reply().equals("-"))
                .forEach(operation -> COVERAGE.methods().getOrDefault(operation.name(), Set.of()).stream()
                        .map(Coverage::reply)
                        .filter(RoundTripTest::isReadFromJson)
                        .distinct()
                        .forEach(type ->
                                replies.add(new Reply(specification, operation.name(), operation.reply(), type)))));
        return replies;
    }

    private static boolean isReadFromJson(Type type) {
        return Values.raw(type) == List.class
                ? isReadFromJson(Values.argument(type, 0))
                : Values.isRecord(type) && Values.isModel((Class<?>) type);
    }

    /** Every record with wire names that a group takes or gives, at any depth. */
    private static List<Class<?>> models() {
        Set<Class<?>> found = new LinkedHashSet<>();
        for (Method method : GroupCalls.methods()) {
            Arrays.stream(method.getGenericParameterTypes()).forEach(type -> find(type, found));
            find(method.getGenericReturnType(), found);
        }
        find(Progress.class, found);
        return found.stream()
                .filter(type -> type.getTypeParameters().length == 0) // is a part of those that close it
                .filter(type -> Values.isModel(type) && !Values.isWord(type) && hasWireNames(type))
                .sorted(Comparator.comparing(Class::getName))
                .toList();
    }

    private static boolean hasWireNames(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getAccessor)
                .anyMatch(accessor -> accessor.isAnnotationPresent(JsonProperty.class)
                        || accessor.isAnnotationPresent(JsonUnwrapped.class));
    }

    private static void find(Type type, Set<Class<?>> found) {
        if (type instanceof ParameterizedType generic) {
            Arrays.stream(generic.getActualTypeArguments()).forEach(argument -> find(argument, found));
            find(generic.getRawType(), found);
        } else if (Values.isRecord(type) && found.add((Class<?>) type)) {
            Arrays.stream(((Class<?>) type).getRecordComponents())
                    .forEach(component -> find(component.getGenericType(), found));
        }
    }
}
