package dev.estibador.conformance;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.estibador.common.NameSet;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Any value that a model can be, as far as its types tell. */
final class RandomValue {
    private static final List<String> TEXTS =
            List.of("", "x", "80/tcp", "2001:db8::1", "\u00e9\ud83d\udea2 \"\\\n\t", "/a:/b:ro,z", "true", "null");

    private final Random random;

    RandomValue(Random random) {
        this.random = random;
    }

    Object of(Class<?> model) {
        return value(model, 0);
    }

    private Object value(Type type, int depth) {
        Class<?> raw = Values.raw(type);
        int most = depth > 6 ? 1 : 3;
        if (raw == List.class) {
            List<Object> list = new ArrayList<>();
            for (int i = random.nextInt(most); i > 0; i--) {
                list.add(value(Values.argument(type, 0), depth + 1));
            }
            return list;
        }
        if (raw == Map.class) {
            Map<String, Object> map = new LinkedHashMap<>();
            for (int i = random.nextInt(most); i > 0; i--) {
                map.put("k" + i, value(Values.argument(type, 1), depth + 1));
            }
            return map;
        }
        if (raw == NameSet.class) {
            Set<String> names = new LinkedHashSet<>();
            for (int i = random.nextInt(most); i > 0; i--) {
                names.add("n" + i);
            }
            return new NameSet(names);
        }
        if (Values.isWord(type)) {
            return Values.record(
                    raw,
                    component -> component.getType() == String.class ? "word" + random.nextInt(9) : random.nextLong());
        }
        if (raw.isRecord()) {
            return Values.record(
                    raw,
                    component -> component.getAccessor().isAnnotationPresent(JsonIgnore.class)
                            ? null
                            : nullable(
                                    Values.of(component, type),
                                    Values.isNullable(component.getAnnotatedType()),
                                    depth + 1));
        }
        return scalar(raw);
    }

    private @Nullable Object nullable(Type type, boolean nullable, int depth) {
        boolean absent = nullable && (depth > 6 || random.nextInt(4) == 0);
        return absent ? null : value(type, depth);
    }

    private Object scalar(Class<?> raw) {
        if (raw == String.class || raw == Object.class) {
            return TEXTS.get(random.nextInt(TEXTS.size()));
        }
        if (raw == Boolean.class || raw == boolean.class) {
            return random.nextBoolean();
        }
        if (raw == Long.class || raw == long.class) {
            return random.nextInt(3) == 0 ? random.nextLong() : random.nextInt(1000) - 1L;
        }
        if (raw == Integer.class || raw == int.class) {
            return random.nextInt(1 << 16);
        }
        if (raw == Double.class) {
            return random.nextGaussian();
        }
        if (raw == Duration.class) {
            return Duration.ofNanos(random.nextLong());
        }
        if (raw == Instant.class) {
            return Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
        }
        throw new IllegalStateException("a model has a " + raw);
    }
}
