package dev.estibador.build;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The options of one instruction, which stand before its arguments, in the order in which they were first set. */
final class Flags {
    private final Map<String, List<String>> values = new LinkedHashMap<>();

    /** Builders read options byte by byte, and unquote them once or twice, depending on their age and on the option. */
    static String value(String what, String value) {
        if (value.isBlank() || !value.chars().allMatch(c -> c >= ' ' && c <= '~' && "\"'\\`".indexOf(c) < 0)) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "The %s '%s' is blank, or holds a quote, a '\\', a line break or something else than ASCII: "
                            + "no option of a Dockerfile's instruction can say that",
                    what,
                    value));
        }
        return value;
    }

    void set(String name, String value) {
        values.put(name, List.of(value(name, value)));
    }

    void add(String name, String value) {
        values.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
    }

    void toggle(String name, boolean on) {
        if (on) {
            values.put(name, List.of(""));
        } else {
            values.remove(name);
        }
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** What follows the instruction's name: nothing, or each option with a space before it. */
    String text() {
        StringBuilder text = new StringBuilder();
        values.forEach((name, all) -> all.forEach(value -> {
            text.append(" --").append(name);
            if (!value.isEmpty()) {
                boolean plain = value.indexOf(' ') < 0 && value.indexOf('"') < 0;
                text.append('=').append(plain ? value : "'" + value + "'");
            }
        }));
        return text.toString();
    }
}
