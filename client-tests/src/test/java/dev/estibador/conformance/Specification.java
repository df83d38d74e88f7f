package dev.estibador.conformance;

import dev.estibador.common.ApiVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * What the engine's own specification says of one API version, made of facts: lines of words with tabs between them.
 *
 * <p>A type is written as {@code string}, {@code integer}, {@code boolean}, {@code number} or {@code any}, with its words
 * where it has some ({@code string(tcp|udp)}), as {@code array<T>} or {@code map<T>}, or as the {@code @Name} of a
 * definition; {@code -} is nothing.
 */
final class Specification {
    /** An operation, such as {@code GET /containers/json}, what its body is and what it answers. */
    static final String OPERATION = "operation";

    /** A parameter of an operation: where it is, its name and its type. */
    static final String PARAMETER = "parameter";

    /** A property of a definition, its type, and if it is required. */
    static final String PROPERTY = "property";

    /** In a property's place: the definition is another word for a type. */
    static final String ALIAS = "=";

    /** In a property's place: the definition has all that another one has. */
    static final String INCLUDES = "&";

    private final ApiVersion version;
    private final Map<String, Operation> operations = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> definitions = new TreeMap<>();

    record Operation(String name, String body, String reply, Map<Parameter, String> parameters) {}

    record Parameter(String place, String name) {}

    Specification(ApiVersion version, Collection<String> facts) {
        this.version = version;
        for (String fact : facts) {
            String[] word = fact.split("\t", -1);
            switch (word[0]) {
                case OPERATION ->
                    operations.put(word[1], new Operation(word[1], word[2], word[3], new LinkedHashMap<>()));
                case PROPERTY ->
                    definitions
                            .computeIfAbsent(word[1], name -> new LinkedHashMap<>())
                            .put(word[2].equals(INCLUDES) ? INCLUDES + word[3] : word[2], word[3]);
                case PARAMETER -> {} // once all operations are known
                default -> throw new IllegalArgumentException("no fact: " + fact);
            }
        }
        definitions.values().forEach(properties -> properties.values().removeIf("-"::equals));
        for (String fact : facts) {
            String[] word = fact.split("\t", -1);
            if (word[0].equals(PARAMETER)) {
                operations.get(word[1]).parameters().put(new Parameter(word[2], word[3]), word[4]);
            }
        }
    }

    ApiVersion version() {
        return version;
    }

    Collection<Operation> operations() {
        return operations.values();
    }

    /** The type that stands behind names and aliases: a scalar, an array, a map, or the name of an object. */
    String resolved(String type) {
        if (type.startsWith("@")) {
            Map<String, String> properties = definitions.getOrDefault(type.substring(1), Map.of());
            String alias = properties.get(ALIAS);
            return alias != null ? resolved(alias) : properties.isEmpty() ? "any" : type;
        }
        return type;
    }

    /** The properties of a definition, those too that it includes. */
    Map<String, String> properties(String type) {
        Map<String, String> all = new LinkedHashMap<>();
        definitions.getOrDefault(type.substring(1), Map.of()).forEach((name, of) -> {
            if (name.startsWith(INCLUDES)) {
                all.putAll(properties(resolved(of)));
            } else {
                all.put(name, of);
            }
        });
        return all;
    }

    /**
     * Every property at any depth by its path ({@code Ports[].IP}, {@code Networks{}.Gateway}), with its type; a
     * definition within itself is not entered a second time.
     */
    void walk(String type, BiConsumer<String, String> property) {
        walk(type, "", List.of(), property);
    }

    private void walk(String type, String path, List<String> within, BiConsumer<String, String> property) {
        String resolved = resolved(type);
        if (isArray(resolved)) {
            walk(element(resolved), path + "[]", within, property);
        } else if (isMap(resolved)) {
            walk(element(resolved), path + "{}", within, property);
        } else if (resolved.startsWith("@") && !within.contains(resolved)) {
            List<String> deeper = new ArrayList<>(within);
            deeper.add(resolved);
            properties(resolved).forEach((name, of) -> {
                String place = path.isEmpty() ? name : path + "." + name;
                property.accept(place, resolved(of));
                walk(of, place, deeper, property);
            });
        }
    }

    static boolean isArray(String type) {
        return type.startsWith("array<");
    }

    static boolean isMap(String type) {
        return type.startsWith("map<");
    }

    /** What an array or a map holds. */
    static String element(String type) {
        return type.substring(type.indexOf('<') + 1, type.length() - 1);
    }

    /** The scalar without its format and its words. */
    static String scalar(String type) {
        return type.replaceFirst("[:(].*", "");
    }

    /** The words that a scalar may be, as far as the specification tells them. */
    static List<String> words(String type) {
        int words = type.indexOf('(');
        return words < 0
                ? List.of()
                : Arrays.asList(type.substring(words + 1, type.length() - 1).split("\\|", -1));
    }
}
