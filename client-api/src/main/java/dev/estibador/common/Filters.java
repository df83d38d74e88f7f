package dev.estibador.common;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a list is narrowed to. Values of one key are alternatives, keys must all hold: {@code Filters.of("status",
 * "running").and("label", "tier=web")}. Which keys an endpoint knows is said there.
 */
public record Filters(@JsonValue Map<String, List<String>> values) {
    public static final Filters NONE = new Filters(Map.of());

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Filters {
        values = Copies.of(values);
    }

    public static Filters of(String key, String... values) {
        return NONE.and(key, values);
    }

    public Filters and(String key, String... more) {
        Map<String, List<String>> all = new LinkedHashMap<>(values);
        List<String> merged = new ArrayList<>(all.getOrDefault(key, List.of()));
        merged.addAll(List.of(more));
        all.put(key, List.copyOf(merged));
        return new Filters(all);
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }
}
