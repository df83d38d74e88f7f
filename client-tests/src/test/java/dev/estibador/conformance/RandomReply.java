package dev.estibador.conformance;

import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Replies that the specification allows, and more: with fields and words that nobody knows yet, and with null in places
 * where nothing should be.
 */
final class RandomReply {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> TEXTS = List.of(
            "",
            "x",
            "0001-01-01T00:00:00Z",
            "2026-01-02T03:04:05.000000006+07:00",
            "not a time",
            "\u00e9\ud83d\udea2 \"\\\n",
            "<none>:<none>");

    private final Specification specification;
    private final Random random;

    RandomReply(Specification specification, Random random) {
        this.specification = specification;
        this.random = random;
    }

    JsonNode of(String type) {
        return value(specification.resolved(type), 0);
    }

    private JsonNode value(String type, int depth) {
        if (depth > 0 && one(12)) {
            return JSON.nullNode();
        }
        if (Specification.isArray(type)) {
            ArrayNode array = JSON.arrayNode();
            String element = specification.resolved(Specification.element(type));
            for (int i = depth > 8 ? 0 : random.nextInt(3); i > 0; i--) {
                array.add(value(element, depth + 1));
            }
            return array;
        }
        if (Specification.isMap(type)) {
            ObjectNode map = JSON.objectNode();
            String element = specification.resolved(Specification.element(type));
            for (int i = depth > 8 ? 0 : random.nextInt(3); i > 0; i--) {
                map.set("key " + i, value(element, depth + 1));
            }
            return map;
        }
        if (type.startsWith("@")) {
            ObjectNode object = JSON.objectNode();
            specification.properties(type).forEach((name, of) -> {
                if (!one(6)) {
                    boolean port =
                            name.endsWith("Port") && Specification.scalar(of).equals("integer");
                    object.set(name, value(port ? "integer:uint16" : specification.resolved(of), depth + 1));
                }
            });
            if (one(2)) {
                object.set("FieldOfTomorrow", something());
            }
            return object;
        }
        return scalar(type);
    }

    private JsonNode scalar(String type) {
        List<String> words = Specification.words(type);
        return switch (Specification.scalar(type)) {
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            case "integer" -> integer(type);
            case "number" -> JSON.numberNode(random.nextDouble());
            case "string" ->
                JSON.stringNode(
                        words.isEmpty()
                                ? TEXTS.get(random.nextInt(TEXTS.size()))
                                : one(3) ? "word-of-tomorrow" : words.get(random.nextInt(words.size())));
            default -> JSON.objectNode();
        };
    }

    private JsonNode integer(String type) {
        if (type.startsWith("integer:uint16")) {
            return JSON.numberNode(random.nextInt(1 << 16));
        }
        return switch (random.nextInt(4)) {
            case 0 -> JSON.numberNode(0);
            case 1 -> JSON.numberNode(random.nextInt(100) - 1);
            case 2 -> JSON.numberNode(Long.MAX_VALUE - random.nextInt(100));
            default ->
                type.startsWith("integer:uint64")
                        ? JSON.numberNode(new java.math.BigInteger(Long.SIZE, random))
                        : JSON.numberNode(9_007_199_254_740_993L);
        };
    }

    private JsonNode something() {
        return switch (random.nextInt(4)) {
            case 0 -> JSON.stringNode("new");
            case 1 -> JSON.numberNode(random.nextLong());
            case 2 -> JSON.arrayNode().add(JSON.objectNode().put("a", true));
            default -> JSON.objectNode().set("b", JSON.nullNode());
        };
    }

    private boolean one(int of) {
        return random.nextInt(of) == 0;
    }
}
