package dev.estibador.common;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A set of names that travels as an object with empty values, as Go writes sets: {@code {"80/tcp":{}}}. */
public record NameSet(Set<String> names) {
    public static final NameSet EMPTY = new NameSet(Set.of());

    public NameSet {
        names = Collections.unmodifiableSet(new LinkedHashSet<>(names));
    }

    /** Of the object's names; null counts as none. */
    @JsonCreator
    public static NameSet read(@Nullable Map<String, Object> object) {
        return object == null ? EMPTY : new NameSet(object.keySet());
    }

    public NameSet and(String name) {
        Set<String> more = new LinkedHashSet<>(names);
        more.add(name);
        return new NameSet(more);
    }

    public boolean isEmpty() {
        return names.isEmpty();
    }

    /** The object that it travels as. */
    @JsonValue
    public Map<String, Map<String, String>> write() {
        Map<String, Map<String, String>> object = new LinkedHashMap<>();
        names.forEach(name -> object.put(name, Map.of()));
        return object;
    }
}
