package dev.estibador.netty.calls;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.ApiSince;
import dev.estibador.common.ApiVersion;
import dev.estibador.common.NameSet;
import dev.estibador.error.UnsupportedByEngineException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Something that a call asks for and that not every engine has: since which API version there is what. */
record Feature(String what, ApiVersion since) {
    private static final ClassValue<List<Field>> FIELDS = new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
            List<Field> fields = new ArrayList<>();
            for (RecordComponent component : type.getRecordComponents()) {
                fields.add(Field.of(component));
            }
            return List.copyOf(fields);
        }
    };

    Feature(String what, String since) {
        this(what, ApiVersion.parse(since));
    }

    void require(String call, ApiVersion spoken) {
        if (!spoken.isAtLeast(since)) {
            throw new UnsupportedByEngineException(
                    call, what + " needs API " + since + ", but this engine is spoken to in API " + spoken, null);
        }
    }

    /** The fields with an {@link ApiSince} that are set in {@code value}, at any depth. */
    static void collect(@Nullable Object value, String path, Consumer<Feature> features) {
        if (value instanceof Collection<?> all) {
            all.forEach(one -> collect(one, path, features));
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(one -> collect(one, path, features));
        } else if (value instanceof Record) {
            for (Field field : FIELDS.get(value.getClass())) {
                Object held = field.of(value);
                String place = field.wireName() == null ? path : path + field.wireName();
                if (field.since() != null && isSet(held)) {
                    features.accept(new Feature("the field " + place, field.since()));
                }
                collect(held, field.wireName() == null ? path : place + ".", features);
            }
        }
    }

    private static boolean isSet(@Nullable Object value) {
        if (value instanceof Collection<?> all) {
            return !all.isEmpty();
        }
        if (value instanceof Map<?, ?> map) {
            return !map.isEmpty();
        }
        return value instanceof NameSet names ? !names.isEmpty() : value != null;
    }

    /** One component of a record; its wire name is null where it stands for its own fields. */
    private record Field(
            RecordComponent component,
            @Nullable String wireName,
            @Nullable String since) {
        static Field of(RecordComponent component) {
            JsonProperty name = component.getAccessor().getAnnotation(JsonProperty.class);
            ApiSince since = component.getAnnotation(ApiSince.class);
            return new Field(component, name == null ? null : name.value(), since == null ? null : since.value());
        }

        @Nullable
        Object of(Object value) {
            try {
                return component.getAccessor().invoke(value);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(component + " cannot be read", e);
            }
        }
    }
}
