package dev.estibador.conformance;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.estibador.build.BuildContext;
import dev.estibador.build.BuildSecret;
import dev.estibador.build.Dockerfile;
import dev.estibador.common.FileSet;
import dev.estibador.common.Filters;
import dev.estibador.common.NameSet;
import dev.estibador.common.TarContent;
import dev.estibador.image.BuildDestination;
import dev.estibador.stream.ResumeListener;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Values of any type of the API, made by reflection over its records: the least that there can be, everything at once, and
 * each with exactly one thing set.
 */
final class Values {
    /** What a text must look like where not any will do; by the component's or parameter's name. */
    private static final Map<String, String> TEXTS = Map.of("platform", "linux/amd64", "target", "x:1");

    private Values() {}

    static boolean isRecord(Type type) {
        return type instanceof Class<?> raw && raw.isRecord();
    }

    /** A record that travels as one word or one number, such as a container's status. */
    static boolean isWord(Type type) {
        return isRecord(type)
                && Arrays.stream(((Class<?>) type).getRecordComponents())
                        .anyMatch(component -> component.getAccessor().isAnnotationPresent(JsonValue.class));
    }

    static Class<?> raw(Type type) {
        return type instanceof ParameterizedType generic
                ? (Class<?>) generic.getRawType()
                : type instanceof Class<?> plain ? plain : Object.class;
    }

    static Type argument(Type type, int index) {
        return ((ParameterizedType) type).getActualTypeArguments()[index];
    }

    /** A component's type, in which what the record leaves open is as its owner has it. */
    static Type of(RecordComponent component, Type owner) {
        return closed(component.getGenericType(), owner);
    }

    private static Type closed(Type type, Type owner) {
        if (type instanceof TypeVariable<?> open) {
            List<?> variables = Arrays.asList(raw(owner).getTypeParameters());
            return argument(owner, variables.indexOf(open));
        }
        return type instanceof ParameterizedType generic
                ? new Closed(
                        raw(type),
                        Arrays.stream(generic.getActualTypeArguments())
                                .map(argument -> closed(argument, owner))
                                .toList())
                : type;
    }

    /** A generic type all of whose arguments are known. */
    private record Closed(Class<?> raw, List<Type> arguments) implements ParameterizedType {
        @Override
        public Type[] getActualTypeArguments() {
            return arguments.toArray(Type[]::new);
        }

        @Override
        public Type getRawType() {
            return raw;
        }

        @Override
        public @Nullable Type getOwnerType() {
            return null;
        }
    }

    static boolean isNullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    /** What is never sent as a parameter, and is combined with no other way to say where a build's things are. */
    private static boolean staysHere(Type type) {
        return raw(type) == BuildDestination.class
                || (raw(type) == Map.class
                        && Set.of(BuildSecret.class, Path.class).contains(raw(argument(type, 1))));
    }

    /** Everything that the type can hold, once. */
    static @Nullable Object full(Type type, String name) {
        Class<?> raw = raw(type);
        if (staysHere(type)) {
            return raw == Map.class ? Map.of() : null;
        }
        if (raw == List.class) {
            return List.of(full(argument(type, 0), name));
        }
        if (raw == Set.class) {
            return Set.of(full(argument(type, 0), name));
        }
        if (raw == Map.class) {
            return Map.of("k", full(argument(type, 1), name));
        }
        if (raw.isRecord() && !isWord(type)) {
            return record(raw, component -> full(component.getGenericType(), component.getName()));
        }
        return simple(raw, name);
    }

    /** Nothing, or as little as the type allows. */
    static @Nullable Object least(Type type, boolean nullable, String name) {
        Class<?> raw = raw(type);
        if (nullable) {
            return null;
        }
        if (raw == List.class) {
            return List.of();
        }
        if (raw == Map.class) {
            return Map.of();
        }
        if (raw == Set.class) {
            return Set.of();
        }
        if (raw == NameSet.class) {
            return NameSet.EMPTY;
        }
        if (raw == boolean.class) {
            return false;
        }
        if (raw == Filters.class) {
            return Filters.NONE;
        }
        if (raw.isRecord() && !isWord(type)) {
            return least(raw);
        }
        return simple(raw, name);
    }

    private static Object least(Class<?> type) {
        return record(
                type,
                component -> least(
                        component.getGenericType(), isNullable(component.getAnnotatedType()), component.getName()));
    }

    /** A value for each thing that can be set, with only that set; what must be there is there in all of them. */
    static List<Object> singles(Type type, String name) {
        Class<?> raw = raw(type);
        if (staysHere(type)) {
            return List.of();
        }
        if (raw == List.class) {
            return singles(argument(type, 0), name).stream()
                    .map(one -> (Object) List.of(one))
                    .toList();
        }
        if (raw == Map.class) {
            return singles(argument(type, 1), name).stream()
                    .map(one -> (Object) Map.of("k", one))
                    .toList();
        }
        if (!raw.isRecord() || isWord(type)) {
            return List.of(full(type, name));
        }
        List<Object> all = new ArrayList<>();
        all.add(least(raw));
        for (RecordComponent set : raw.getRecordComponents()) {
            for (Object value : singles(set.getGenericType(), set.getName())) {
                all.add(record(
                        raw,
                        component -> component.getName().equals(set.getName())
                                ? value
                                : least(
                                        component.getGenericType(),
                                        isNullable(component.getAnnotatedType()),
                                        component.getName())));
            }
        }
        return all;
    }

    private static Object simple(Class<?> raw, String name) {
        if (raw == String.class || raw == Object.class) {
            return TEXTS.getOrDefault(name, "x");
        }
        if (raw == boolean.class || raw == Boolean.class) {
            return true;
        }
        if (raw == int.class || raw == Integer.class) {
            return 7;
        }
        if (raw == long.class || raw == Long.class) {
            return 7L;
        }
        if (raw == double.class || raw == Double.class) {
            return 0.5;
        }
        if (raw == Instant.class) {
            return Instant.ofEpochSecond(1_700_000_000, 5);
        }
        if (raw == Duration.class) {
            return Duration.ofSeconds(7);
        }
        if (raw == Path.class) {
            return Path.of("pom.xml");
        }
        if (raw == NameSet.class) {
            return NameSet.EMPTY.and("x");
        }
        if (raw == Filters.class) {
            return Filters.of("x", "x");
        }
        if (raw == FileSet.class) {
            return FileSet.of(files -> files.text("x", "x"));
        }
        if (raw == BuildContext.class) {
            return BuildContext.of(Dockerfile.from("scratch"));
        }
        if (raw == TarContent.class) {
            return TarContent.of(Path.of("pom.xml"));
        }
        if (raw == ByteBuffer.class) {
            return ByteBuffer.wrap(new byte[] {1});
        }
        if (raw == byte[].class) {
            return new byte[] {1};
        }
        if (Flow.Publisher.class.isAssignableFrom(raw)) {
            return (Flow.Publisher<ByteBuffer>) subscriber -> {};
        }
        if (raw == Predicate.class) {
            return (Predicate<Object>) any -> true;
        }
        if (raw == ResumeListener.class) {
            return (ResumeListener<Object>) gap -> {};
        }
        if (raw == Consumer.class) {
            return (Consumer<Object>) any -> {};
        }
        if (raw.isEnum()) {
            return raw.getEnumConstants()[0];
        }
        return constant(raw);
    }

    /** The first value that a type knows of itself, such as a word. */
    private static Object constant(Class<?> type) {
        return Arrays.stream(type.getDeclaredFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && Modifier.isPublic(field.getModifiers()))
                .filter(field -> field.getType() == type)
                .findFirst()
                .map(field -> {
                    try {
                        return field.get(null);
                    } catch (IllegalAccessException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .orElseThrow(() -> new IllegalStateException("there is no value of " + type));
    }

    interface Fill {
        @Nullable
        Object of(RecordComponent component);
    }

    /** A record by its canonical constructor. */
    static Object record(Class<?> type, Fill fill) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = Arrays.stream(components).map(fill::of).toArray();
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " of " + Arrays.toString(values), e);
        }
    }

    /** True if the record can be read from JSON, and so is a model. */
    static boolean isModel(Class<?> type) {
        return type.isRecord()
                && Arrays.stream(type.getDeclaredConstructors())
                        .anyMatch(constructor -> constructor.isAnnotationPresent(JsonCreator.class));
    }
}
