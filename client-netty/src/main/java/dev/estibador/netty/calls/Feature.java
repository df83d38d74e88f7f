package dev.estibador.netty.calls;

import dev.estibador.common.ApiVersion;
import dev.estibador.error.UnsupportedByEngineException;

/** What some engines do not have yet: since which API version there is what. */
enum Feature {
    CREATE_PLATFORM("a container's platform", 41),
    STOP_SIGNAL("a signal for stop and restart", 42),
    EXEC_CONSOLE_SIZE("an exec's console size at its start", 42);

    private final String words;
    private final int minor;

    Feature(String words, int minor) {
        this.words = words;
        this.minor = minor;
    }

    void require(String call, ApiVersion spoken) {
        ApiVersion since = new ApiVersion(1, minor);
        if (!spoken.isAtLeast(since)) {
            throw new UnsupportedByEngineException(
                    call, words + " needs API " + since + ", but this engine is spoken to in API " + spoken, null);
        }
    }
}
