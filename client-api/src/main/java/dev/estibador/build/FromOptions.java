package dev.estibador.build;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a stage begins; given to the lambda of {@link Dockerfile.Instructions#from}. */
public final class FromOptions {
    private static final Pattern STAGE = Pattern.compile("[a-zA-Z][a-zA-Z0-9_.-]*");

    private final Flags flags = new Flags();
    private @Nullable String stage;

    FromOptions() {}

    /** {@code --platform}: of the image, such as {@code linux/arm64} or {@code $BUILDPLATFORM}; BuildKit. */
    public FromOptions platform(String platform) {
        flags.set("platform", platform);
        return this;
    }

    /** {@code AS stage}: a name that {@code COPY --from}, {@code FROM} and the target of a build can tell. */
    public FromOptions as(String stage) {
        if (!STAGE.matcher(stage).matches()) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT, "'%s' is no name of a stage: a letter, then letters, digits, '_', '.' or '-'", stage));
        }
        this.stage = stage;
        return this;
    }

    /** The instruction's arguments. */
    String around(String image) {
        return flags.text() + " " + image + (stage == null ? "" : " AS " + stage);
    }
}
