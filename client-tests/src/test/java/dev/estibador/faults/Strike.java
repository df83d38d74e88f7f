package dev.estibador.faults;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link FaultProxy} is to do: the fault strikes the first exchange whose request line matches, once, after so many bytes
 * of its request or its reply.
 *
 * @param fault null to pass everything on, and only measure that exchange
 */
record Strike(Pattern exchange, @Nullable Fault fault, boolean request, long offset) {
    static Strike none(String exchange) {
        return new Strike(Pattern.compile(exchange), null, false, -1);
    }
}
