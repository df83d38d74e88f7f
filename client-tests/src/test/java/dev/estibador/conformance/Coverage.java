package dev.estibador.conformance;

import dev.estibador.common.ApiVersion;
import dev.estibador.conformance.GroupCalls.Sent;
import dev.estibador.conformance.Specification.Operation;
import dev.estibador.container.ContainerExit;
import dev.estibador.container.ExitWait;
import dev.estibador.stream.EngineStream;
import dev.estibador.stream.Progress;
import dev.estibador.stream.ProgressStream;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the specifications ask for, what our calls send, and what our replies hold, in the same words, version by version:
 * {@code POST /containers/create}, {@code POST /containers/create query platform}, {@code POST /containers/create body
 * HostConfig.Binds}, {@code GET /containers/json reply [].Id}.
 */
final class Coverage {
    private static final JsonMapper JSON = new JsonMapper();

    /** Methods of several calls, whose result is their own and no engine's reply. */
    private static final Set<String> COMPOSED =
            Set.of("awaitHealthy", "awaitLine", "download", "upload", "run", "awaitEnd");

    private final Map<ApiVersion, Specification> specifications = FactTables.specifications();
    /** The newest word on each property of a body or reply, by operation, room and path. */
    private final Map<String, String> types = new LinkedHashMap<>();

    private final Map<ApiVersion, Set<String>> asked = new TreeMap<>();
    private final Map<ApiVersion, Set<String>> sent = new TreeMap<>();
    private final Set<String> misfits = new TreeSet<>();
    /** The methods of each operation, found by what they send. */
    private final Map<String, Set<Method>> methods = new TreeMap<>();

    private final Map<String, Pattern> paths = new LinkedHashMap<>();

    Coverage() {
        specifications.values().forEach(this::ask);
        specifications.keySet().forEach(this::send);
        methods.forEach((operation, all) -> all.forEach(method -> hold(operation, method)));
    }

    private void ask(Specification specification) {
        Set<String> facts = new LinkedHashSet<>();
        for (Operation operation : specification.operations()) {
            String name = operation.name();
            facts.add(name);
            paths.computeIfAbsent(
                    name, any -> Pattern.compile(Pattern.quote(name).replaceAll("\\{[^}]*}", "\\\\E[^?]+\\\\Q")));
            operation.parameters().keySet().stream()
                    .filter(parameter -> !parameter.place().equals("path"))
                    .filter(parameter -> !parameter.name().equalsIgnoreCase("Content-type"))
                    .forEach(parameter -> facts.add(name + " " + parameter.place() + " " + parameter.name()));
            property(specification, name + " body ", operation.body(), facts);
            property(specification, name + " reply ", operation.reply(), facts);
        }
        asked.put(specification.version(), facts);
    }

    private void property(Specification specification, String room, String type, Set<String> facts) {
        type(specification, room, type);
        specification.walk(type, (path, of) -> {
            facts.add(room + path);
            type(specification, room + path, of);
        });
    }

    /** The type of a place, and of what is in it where it is an array or a map. */
    private void type(Specification specification, String place, String type) {
        String resolved = specification.resolved(type);
        types.put(place, resolved);
        if (Specification.isArray(resolved)) {
            type(specification, place + "[]", Specification.element(resolved));
        } else if (Specification.isMap(resolved)) {
            type(specification, place + "{}", Specification.element(resolved));
        }
    }

    private void send(ApiVersion version) {
        Set<String> facts = new LinkedHashSet<>();
        try (GroupCalls calls = new GroupCalls(version)) {
            for (Method method : GroupCalls.methods()) {
                for (Object[] arguments : GroupCalls.arguments(method)) {
                    List<Sent> all = calls.send(method, arguments);
                    all.forEach(one -> facts(one, facts));
                    if (!COMPOSED.contains(method.getName())) {
                        // a session with services of ours goes with another call
                        all.stream().filter(one -> one.call().service() == null).forEach(one -> methods.computeIfAbsent(
                                        operation(one), any -> new LinkedHashSet<>())
                                .add(method));
                    }
                }
            }
        }
        sent.put(version, facts);
    }

    private String operation(Sent one) {
        return paths.entrySet().stream()
                .filter(path -> path.getValue().matcher(one.target()).matches())
                .map(Map.Entry::getKey)
                // names may hold slashes, so the path with the most words of its own is meant
                .max(Comparator.comparingInt(
                        path -> path.replaceAll("\\{[^}]*}", "").length()))
                .orElse(one.target());
    }

    private void facts(Sent one, Set<String> facts) {
        String operation = operation(one);
        facts.add(operation);
        one.query().forEach(name -> facts.add(operation + " query " + name));
        one.call().headers().keySet().stream()
                .filter(name -> !name.equals("Content-Type"))
                .forEach(name -> facts.add(operation + " header " + name));
        String json = one.json();
        if (json != null) {
            properties(JSON.readTree(json), operation + " body ", "", facts);
        }
    }

    private void properties(JsonNode node, String room, String path, Set<String> facts) {
        String type = types.getOrDefault(room + path, "");
        if (node.isArray()) {
            node.forEach(element -> properties(element, room, path + "[]", facts));
        } else if (node.isObject() && Specification.isMap(type)) {
            node.forEach(element -> properties(element, room, path + "{}", facts));
        } else if (node.isObject() && !type.equals("any")) {
            node.properties().forEach(property -> {
                String place = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
                facts.add(room + place);
                properties(property.getValue(), room, place, facts);
            });
        } else if (!fits(node, type)) {
            misfits.add(room + path + ": " + node.getNodeType() + " sent for " + type);
        }
    }

    private static boolean fits(JsonNode node, String type) {
        return switch (Specification.scalar(type)) {
            case "string" -> node.isString();
            case "integer" -> node.isIntegralNumber();
            case "number" -> node.isNumber();
            case "boolean" -> node.isBoolean();
            default -> true; // of no type, or invented, which is said elsewhere
        };
    }

    private void hold(String operation, Method method) {
        Type reply = reply(method);
        String room = operation + " reply ";
        Shape.of(reply).forEach((path, type) -> {
            sent.values().forEach(facts -> facts.add(room + path));
            String specified = types.get(room + path);
            boolean port = type == Integer.class && path.endsWith("Port");
            if (specified != null && !port && !Shape.holds(type, specified)) {
                misfits.add(room + path + ": " + type.getTypeName() + " cannot hold " + specified);
            }
            if (specified != null) {
                Shape.lackedWords(type, specified)
                        .forEach(word -> misfits.add(type.getTypeName() + " lacks the word " + word));
            }
        });
    }

    /** What the engine's reply is read as. */
    static Type reply(Method method) {
        Type type = method.getGenericReturnType();
        Class<?> raw = Values.raw(type);
        if (type == ExitWait.class) {
            return ContainerExit.class;
        }
        if (raw == ProgressStream.class) {
            return Progress.class;
        }
        return type instanceof ParameterizedType && (raw == CompletableFuture.class || raw == EngineStream.class)
                ? Values.argument(type, 0)
                : Void.class;
    }

    /** What the specification of that version has and we do not. */
    List<String> missing(ApiVersion version) {
        List<String> missing = new ArrayList<>(asked.get(version));
        missing.removeAll(sent.get(version));
        return missing;
    }

    /** What we send or expect in that version and no specification up to it has; replies may tell of any version. */
    List<String> invented(ApiVersion version) {
        Set<String> invented = new LinkedHashSet<>(sent.get(version));
        asked.forEach((other, facts) -> {
            boolean counts = version.isAtLeast(other);
            facts.stream().filter(fact -> counts || fact.contains(" reply ")).forEach(invented::remove);
        });
        return List.copyOf(invented);
    }

    /** Values that would not fit the specification's types, and words that we do not know. */
    Set<String> misfits() {
        return misfits;
    }

    Set<String> asked(ApiVersion version) {
        return asked.get(version);
    }

    Map<String, Set<Method>> methods() {
        return methods;
    }
}
