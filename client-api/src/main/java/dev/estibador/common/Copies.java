package dev.estibador.common;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Unmodifiable copies in which an absent collection is an empty one. Unlike {@code List.copyOf} they keep the order of
 * maps and do not mind a null inside, which engines do send.
 */
public final class Copies {
    private Copies() {}

    /** The elements of {@code list} that are not null; none where it is null. */
    public static <T> List<T> of(@Nullable List<? extends @Nullable T> list) {
        if (list == null || list.isEmpty()) {
            return List.of();
        }
        List<T> copy = new ArrayList<>(list.size());
        for (T element : list) {
            if (element != null) {
                copy.add(element);
            }
        }
        return Collections.unmodifiableList(copy);
    }

    /** The entries of {@code map} whose key and value are not null, in its order; none where it is null. */
    public static <K, V> Map<K, V> of(@Nullable Map<? extends K, ? extends @Nullable V> map) {
        if (map == null || map.isEmpty()) {
            return Map.of();
        }
        Map<K, V> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            if (key != null && value != null) {
                copy.put(key, value);
            }
        });
        return Collections.unmodifiableMap(copy);
    }

    /** As {@link #of(Map)}, where a key without a list has an empty one. */
    public static <K, V> Map<K, List<V>> lists(@Nullable Map<? extends K, ? extends @Nullable List<V>> map) {
        if (map == null || map.isEmpty()) {
            return Map.of();
        }
        Map<K, List<V>> copy = new LinkedHashMap<>();
        map.forEach((key, list) -> {
            if (key != null) {
                copy.put(key, of(list));
            }
        });
        return Collections.unmodifiableMap(copy);
    }

    public static NameSet of(@Nullable NameSet names) {
        return names == null ? NameSet.EMPTY : names;
    }

    /** The text; empty where there is none. For what an engine always tells. */
    public static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
