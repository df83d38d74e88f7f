package dev.estibador.conformance;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.estibador.common.NameSet;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a Java type is in JSON: every component at any depth by its path, as {@link Specification#walk} has them. */
final class Shape {
    private final Map<String, Type> components = new LinkedHashMap<>();

    private Shape() {}

    static Map<String, Type> of(Type type) {
        Shape shape = new Shape();
        shape.add(type, "", List.of());
        return shape.components;
    }

    private void add(Type type, String path, List<Type> within) {
        Class<?> raw = Values.raw(type);
        if (raw == List.class) {
            add(Values.argument(type, 0), path + "[]", within);
        } else if (raw == Map.class) {
            add(Values.argument(type, 1), path + "{}", within);
        } else if (raw.isRecord() && !Values.isWord(type) && raw != NameSet.class && !within.contains(type)) {
            List<Type> deeper = new ArrayList<>(within);
            deeper.add(type);
            for (RecordComponent component : raw.getRecordComponents()) {
                if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                    add(Values.of(component, type), path, deeper);
                    continue;
                }
                JsonProperty name = component.getAccessor().getAnnotation(JsonProperty.class);
                if (name != null) {
                    String place = path.isEmpty() ? name.value() : path + "." + name.value();
                    components.put(place, Values.of(component, type));
                    add(Values.of(component, type), place, deeper);
                }
            }
        }
    }

    /** True if all that the specification's type can be is held by the Java type. */
    static boolean holds(Type type, String specified) {
        Class<?> raw = Values.raw(type);
        if (raw == Object.class || specified.equals("any")) {
            return true;
        }
        if (Specification.isArray(specified)) {
            return raw == List.class && holds(Values.argument(type, 0), Specification.element(specified));
        }
        if (Specification.isMap(specified)) {
            return raw == NameSet.class
                    || (raw == Map.class && holds(Values.argument(type, 1), Specification.element(specified)));
        }
        if (specified.startsWith("@")) {
            return raw.isRecord() || raw == Map.class;
        }
        if (Values.isWord(type)) {
            return true;
        }
        return switch (Specification.scalar(specified)) {
            case "string" -> raw == String.class || raw == Instant.class;
            case "boolean" -> raw == Boolean.class || raw == boolean.class;
            case "number" -> raw == Double.class;
            case "integer" ->
                Set.of(Long.class, long.class, Instant.class, Duration.class).contains(raw)
                        || (raw == Integer.class && specified.startsWith("integer:uint16"));
            default -> false;
        };
    }

    /** The words that the specification tells and an open set of words lacks. */
    static List<String> lackedWords(Type type, String specified) {
        if (!Values.isWord(type)) {
            return List.of();
        }
        Class<?> raw = Values.raw(type);
        Set<String> known = Arrays.stream(raw.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == raw)
                .map(field -> {
                    try {
                        return String.valueOf(
                                raw.getRecordComponents()[0].getAccessor().invoke(field.get(null)));
                    } catch (ReflectiveOperationException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .collect(Collectors.toSet());
        return Specification.words(specified).stream()
                .filter(word -> !word.isEmpty() && !known.contains(word))
                .toList();
    }
}
