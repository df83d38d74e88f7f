package dev.estibador.common;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The text of a record without what may be secret: of maps the keys alone, since options and labels have passwords at times,
 * and of the components that its caller names only what is no value. For {@code toString}.
 */
public final class RecordText {
    private static final String HIDDEN = "..";
    private static final Pattern VARIABLE = Pattern.compile("([A-Za-z_][A-Za-z0-9_.-]*)=.*", Pattern.DOTALL);

    private RecordText() {}

    /**
     * The record's own form, {@code Name[component=value, ..]}. Of a hidden text nothing is shown, of a hidden list how long it
     * is, and of one named {@code env} or {@code labels} the names.
     */
    public static String of(Record value, String... hidden) {
        Set<String> secret = Set.of(hidden);
        StringBuilder text = new StringBuilder(value.getClass().getSimpleName()).append('[');
        String separator = "";
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            String name = component.getName();
            text.append(separator).append(name).append('=');
            Object content = content(value, component);
            text.append(secret.contains(name) ? concealed(name, content) : shown(content));
            separator = ", ";
        }
        return text.append(']').toString();
    }

    /** The keys of a map, and no value that is a text. */
    private static @Nullable Object shown(@Nullable Object content) {
        if (!(content instanceof Map<?, ?> map)) {
            return content;
        }
        return map.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + (entry.getValue() instanceof Record own ? own : HIDDEN))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static @Nullable Object concealed(String name, @Nullable Object content) {
        if (!(content instanceof List<?> list)) {
            return content == null ? null : content instanceof Map ? shown(content) : HIDDEN;
        }
        if (name.equals("env") || name.equals("labels")) {
            return list.stream().map(RecordText::variable).toList();
        }
        return "(" + list.size() + ")";
    }

    private static String variable(@Nullable Object text) {
        var named = VARIABLE.matcher(String.valueOf(text));
        return named.matches() ? named.group(1) + "=" + HIDDEN : HIDDEN;
    }

    private static @Nullable Object content(Record value, RecordComponent component) {
        try {
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("every component can be read", e);
        }
    }
}
