package dev.estibador.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.estibador.DockerClient;
import dev.estibador.build.BuildSecret;
import dev.estibador.build.Dockerfile;
import dev.estibador.container.ContainerSpec;
import dev.estibador.exec.ExecSpec;
import dev.estibador.image.BuildOptions;
import dev.estibador.swarm.TaskContainerSpec;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * L41: what may be secret is in no text of a value: of no record of the API, nor of one that contains it. Each is filled with a
 * mark in every component that may hold a secret, by its name and type.
 */
class SecretsTest {
    private static final String SECRET = "hunter2";

    /** Texts, and lists of texts, that hold secrets or hold them at times. */
    private static final Pattern SECRET_NAME = Pattern.compile(
            "env|cmd|command|entrypoint|args|arguments|runtimeArgs|changes"
                    + "|onBuild|test|labels|auth|data|.*([Ss]ecret|[Pp]assword|[Tt]oken|[Cc]aKey|[Uu]nlockKey)|key|value");

    /** Which are named like secrets, or are maps, and say something else. */
    private static final Set<String> HARMLESS = Set.of(
            "Component.details",
            "IpamConfig.auxiliaryAddresses",
            "Filters.values",
            "PluginSecret.key",
            "Privilege.value",
            "PluginPrivilege.value",
            "Topology.segments");

    private static final Set<String> WORDS_WITH_A_VALUE = Set.of("Env", "Args", "UnlockKey");

    /** Records that are made from nothing that a filler knows. */
    private static final Set<String> UNMADE = Set.of(ImageReference.class.getName());

    static List<Class<?>> records() throws Exception {
        Path root = Path.of(DockerClient.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<Class<?>> records = new ArrayList<>();
        try (Stream<Path> classes = Files.walk(root)) {
            for (Path file : classes.filter(path -> path.toString().endsWith(".class"))
                    .sorted()
                    .toList()) {
                String name = root.relativize(file).toString().replace('/', '.').replaceAll("\\.class$", "");
                if (!name.endsWith("-info")) {
                    Class<?> type = Class.forName(name, false, DockerClient.class.getClassLoader());
                    if (type.isRecord() && Modifier.isPublic(type.getModifiers())) {
                        records.add(type);
                    }
                }
            }
        }
        return records;
    }

    @Test
    void theTextOfNoRecordTellsThem() throws Exception {
        Set<String> telling = new TreeSet<>();
        Set<String> unmade = new TreeSet<>();
        int marked = 0;
        for (Class<?> type : records()) {
            try {
                Object value = made(type, 4);
                marked += marks(type) ? 1 : 0;
                if (value.toString().contains(SECRET)) {
                    telling.add(type.getName() + ": " + value);
                }
            } catch (InvocationTargetException e) {
                unmade.add(type.getName());
            }
        }
        assertThat(telling).isEmpty();
        assertThat(unmade).isEqualTo(UNMADE);
        assertThat(marked).as("records with what may be secret").isGreaterThan(40);
    }

    private static boolean marks(Class<?> type) {
        return Arrays.stream(type.getRecordComponents()).anyMatch(component -> secret(component) != null);
    }

    private static Object made(Class<?> type, int depth) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            Object secret = secret(components[i]);
            values[i] = secret != null ? secret : plain(components[i].getGenericType(), depth);
        }
        Constructor<?> constructor = type.getDeclaredConstructor(
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        return constructor.newInstance(values);
    }

    /** What the component may hold that nobody is to read; null if nothing. */
    private static @Nullable Object secret(RecordComponent component) {
        Class<?> owner = component.getDeclaringRecord();
        String type = component.getGenericType().getTypeName();
        if (HARMLESS.contains(owner.getSimpleName() + "." + component.getName())) {
            return null;
        }
        if (type.matches("java.util.Map<java.lang.String, java.lang.(String|Object)>")) {
            return Map.of("name", SECRET);
        }
        if (!SECRET_NAME.matcher(component.getName()).matches()
                || (component.getName().equals("value") && !WORDS_WITH_A_VALUE.contains(owner.getSimpleName()))) {
            return null;
        }
        return switch (type) {
            case "java.lang.String" -> SECRET;
            case "java.util.List<java.lang.String>" ->
                component.getName().matches("env|labels")
                        ? List.of("NAME=" + SECRET, SECRET)
                        : List.of("NAME=" + SECRET, SECRET, SECRET + "=");
            case "byte[]" -> SECRET.getBytes(StandardCharsets.UTF_8);
            case "java.nio.ByteBuffer" -> ByteBuffer.wrap(SECRET.getBytes(StandardCharsets.UTF_8));
            default -> null;
        };
    }

    private static @Nullable Object plain(Type type, int depth) throws ReflectiveOperationException {
        if (type instanceof ParameterizedType generic) {
            Class<?> raw = (Class<?>) generic.getRawType();
            Type[] arguments = generic.getActualTypeArguments();
            if (List.class.isAssignableFrom(raw)) {
                Object element = plain(arguments[0], depth);
                return element == null ? List.of() : List.of(element);
            }
            if (Set.class.isAssignableFrom(raw)) {
                return Set.of();
            }
            if (Map.class.isAssignableFrom(raw)) {
                Object value = plain(arguments[1], depth);
                return value == null ? Map.of() : Map.of("name", value);
            }
            return null;
        }
        if (!(type instanceof Class<?> raw)) {
            return null;
        }
        if (raw.isRecord()) {
            return depth == 0 ? null : known(raw, depth);
        }
        if (raw.isEnum()) {
            return raw.getEnumConstants()[0];
        }
        return SIMPLE.get(raw);
    }

    private static Object known(Class<?> raw, int depth) throws ReflectiveOperationException {
        Object simple = SIMPLE.get(raw);
        return simple != null ? simple : made(raw, depth - 1);
    }

    private static final Map<Class<?>, Object> SIMPLE = Map.ofEntries(
            Map.entry(String.class, "text"),
            Map.entry(boolean.class, true),
            Map.entry(Boolean.class, true),
            Map.entry(int.class, 1),
            Map.entry(Integer.class, 1),
            Map.entry(long.class, 1L),
            Map.entry(Long.class, 1L),
            Map.entry(double.class, 1.0),
            Map.entry(Double.class, 1.0),
            Map.entry(Duration.class, Duration.ofSeconds(1)),
            Map.entry(Instant.class, Instant.EPOCH),
            Map.entry(Path.class, Path.of("path")),
            Map.entry(URI.class, URI.create("http://host")),
            Map.entry(ByteBuffer.class, ByteBuffer.allocate(1)));

    static Stream<Object> values() {
        return Stream.of(
                ContainerSpec.of("image")
                        .env("PASSWORD", SECRET)
                        .label("l", SECRET)
                        .build(),
                ExecSpec.builder()
                        .cmd("login", SECRET)
                        .env("PASSWORD=" + SECRET)
                        .build(),
                TaskContainerSpec.builder()
                        .image("image")
                        .env("PASSWORD=" + SECRET)
                        .args("--password=" + SECRET)
                        .build(),
                BuildOptions.builder()
                        .buildArg("TOKEN", SECRET)
                        .labels(Map.of("l", SECRET))
                        .secret("id", BuildSecret.of(SECRET.getBytes(StandardCharsets.UTF_8)))
                        .registryAuths("registry.example", RegistryAuth.of("ann", SECRET))
                        .build());
    }

    @ParameterizedTest
    @MethodSource("values")
    void theTextOfAValueThatWasBuiltDoesNotTellThem(Object value) {
        assertThat(value.toString()).doesNotContain(SECRET);
    }

    /** Names are for those who look for a mistake. */
    @Test
    void theTextTellsTheNames() {
        assertThat(ExecSpec.builder()
                        .cmd("a", "b")
                        .env("PASSWORD=" + SECRET, "INHERITED")
                        .build()
                        .toString())
                .startsWith("ExecSpec[cmd=(2), env=[PASSWORD=.., ..], user=null");
    }

    @Test
    void theRefusalOfANameDoesNotTellTheValueThatIsInIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContainerSpec.of("image").env("TOKEN=" + SECRET, ""))
                .withMessageContaining("TOKEN=..")
                .withMessageNotContaining(SECRET);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dockerfile.from("image").env("TOKEN=" + SECRET, ""))
                .withMessageContaining("TOKEN=..")
                .withMessageNotContaining(SECRET);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dockerfile.from("image").arg("TOKEN=" + SECRET, ""))
                .withMessageNotContaining(SECRET);
    }
}
