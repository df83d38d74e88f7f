package dev.estibador.common;

import java.util.List;

/** Environment variables as engines write them: a list of {@code NAME=value}. */
public final class Variables {
    private Variables() {}

    /** Sets a variable, in place of the one of that name if there is one. */
    public static void set(List<String> variables, String name, String value) {
        if (name.isEmpty() || name.indexOf('=') >= 0) {
            throw new IllegalArgumentException("\"" + name + "\" is no name for an environment variable");
        }
        variables.removeIf(variable -> variable.equals(name) || variable.startsWith(name + "="));
        variables.add(name + "=" + value);
    }
}
