package dev.estibador.conformance;

import dev.estibador.common.ApiVersion;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Reads the facts, and no prose, out of an engine's {@code swagger.yaml}. */
final class SpecificationReader {
    private static final List<String> METHODS = List.of("get", "head", "post", "put", "delete");

    private final Set<String> facts = new LinkedHashSet<>();

    private SpecificationReader() {}

    record Read(ApiVersion version, Set<String> facts) {}

    static Read read(Path file) throws IOException {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(10_000);
        try (Reader text = Files.newBufferedReader(file)) {
            Map<?, ?> yaml = new Yaml(new SafeConstructor(options)).load(text);
            SpecificationReader reader = new SpecificationReader();
            object(yaml, "paths").forEach((path, methods) -> reader.path(String.valueOf(path), (Map<?, ?>) methods));
            object(yaml, "definitions")
                    .forEach((name, schema) -> reader.definition(String.valueOf(name), (Map<?, ?>) schema));
            return new Read(ApiVersion.parse(String.valueOf(object(yaml, "info").get("version"))), reader.facts);
        }
    }

    private void path(String path, Map<?, ?> methods) {
        methods.forEach((method, operation) -> {
            if (METHODS.contains(method)) {
                operation(
                        String.valueOf(method).toUpperCase(java.util.Locale.ROOT) + " " + path, (Map<?, ?>) operation);
            }
        });
    }

    private void operation(String name, Map<?, ?> operation) {
        String body = "-";
        Set<String> parameters = new LinkedHashSet<>();
        for (Object one : list(operation, "parameters")) {
            Map<?, ?> parameter = (Map<?, ?>) one;
            if ("body".equals(parameter.get("in"))) {
                body = type(object(parameter, "schema"), name + " body");
            } else {
                parameters.add(line(
                        Specification.PARAMETER,
                        name,
                        parameter.get("in"),
                        parameter.get("name"),
                        type(parameter, "")));
            }
        }
        String reply = "-";
        for (int status : List.of(200, 201)) {
            Map<?, ?> answer = object(object(object(operation, "responses"), status), "schema");
            if (!answer.isEmpty()) {
                reply = type(answer, name + " reply");
                break;
            }
        }
        facts.add(line(Specification.OPERATION, name, body, reply));
        facts.addAll(parameters);
    }

    private void definition(String name, Map<?, ?> schema) {
        if (!ownProperties(name, schema)) {
            facts.add(line(Specification.PROPERTY, name, Specification.ALIAS, type(schema, name + ".of"), "-"));
        }
    }

    /** True if the schema is an object with properties of its own, which are facts now. */
    private boolean ownProperties(String name, Map<?, ?> schema) {
        List<?> parts = list(schema, "allOf");
        Map<?, ?> properties = object(schema, "properties");
        boolean several = parts.size() > 1 || (parts.size() == 1 && !properties.isEmpty());
        if (properties.isEmpty() && !several) {
            return false;
        }
        for (Object part : parts) {
            Map<?, ?> included = (Map<?, ?>) part;
            if (!ownProperties(name, included)) {
                facts.add(line(Specification.PROPERTY, name, Specification.INCLUDES, type(included, name), "-"));
            }
        }
        List<?> required = list(schema, "required");
        properties.forEach((property, of) -> facts.add(line(
                Specification.PROPERTY,
                name,
                property,
                type((Map<?, ?>) of, name + "." + property),
                required.contains(property) ? "required" : "optional")));
        return true;
    }

    private String type(Map<?, ?> schema, String name) {
        Object reference = schema.get("$ref");
        if (reference != null) {
            String text = String.valueOf(reference);
            return "@" + text.substring(text.lastIndexOf('/') + 1);
        }
        if (ownProperties(name, schema)) {
            return "@" + name;
        }
        if (list(schema, "allOf").size() == 1) {
            return type((Map<?, ?>) list(schema, "allOf").get(0), name);
        }
        Object told = schema.get("type") instanceof List<?> several ? several.get(0) : schema.get("type");
        if ("array".equals(told)) {
            return "array<" + type(object(schema, "items"), name + "[]") + ">";
        }
        if (schema.get("additionalProperties") instanceof Map<?, ?> values) {
            return "map<" + type(values, name + "{}") + ">";
        }
        if (told == null || "object".equals(told) || "file".equals(told)) {
            return "any";
        }
        List<String> words = list(schema, "enum").stream()
                .filter(word -> word != null)
                .map(String::valueOf)
                .toList();
        Object format = "integer".equals(told) ? schema.get("format") : null;
        return told
                + (format == null ? "" : ":" + format)
                + (words.isEmpty() ? "" : "(" + String.join("|", words) + ")");
    }

    private static String line(Object... words) {
        return String.join(
                "\t", java.util.Arrays.stream(words).map(String::valueOf).toList());
    }

    private static Map<?, ?> object(Map<?, ?> in, Object key) {
        return in.get(key) instanceof Map<?, ?> map ? map : Map.of();
    }

    private static List<?> list(Map<?, ?> in, String key) {
        return in.get(key) instanceof List<?> list ? list : List.of();
    }
}
