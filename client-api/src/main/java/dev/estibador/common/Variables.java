package dev.estibador.common;

import java.util.List;

/** Environment variables as engines write them: a list of {@code NAME=value}. */
public final class Variables {
    private Variables() {}

    /** Sets a variable, in place of the one of that name if there is one. */
    public static void set(List<String> variables, String name, String value) {
        if (name.isEmpty() || name.indexOf('=') >= 0) {
            // what follows the sign is a value, and may be a secret
            throw new IllegalArgumentException("the name of an environment variable is empty or holds '='"
                    + (name.isEmpty() ? "" : ": \"" + name.substring(0, name.indexOf('=')) + "=..\""));
        }
        variables.removeIf(variable -> variable.equals(name) || variable.startsWith(name + "="));
        variables.add(name + "=" + value);
    }
}
