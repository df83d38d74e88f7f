package dev.estibador.netty.fuzz;

import dev.estibador.netty.archive.TarExtractorFuzz;
import dev.estibador.netty.calls.ProgressFuzz;
import dev.estibador.netty.connect.CliFilesFuzz;
import dev.estibador.netty.wire.WireFuzz;
import java.util.Locale;

/**
 * What is fuzzed. A target takes any bytes and throws if they break a promise. Its seeds lie in {@code fuzz/<label>} of the test
 * resources: what engines and people write, and what was found.
 */
public enum FuzzTarget {
    FRAMES,
    LINES,
    HEADS,
    CHUNKS,
    JSON_LINES,
    PROGRESS,
    TRACES,
    TAR,
    CREDENTIALS,
    CONTEXTS,
    IGNORE_RULES,
    IMAGE_REFERENCES;

    void run(byte[] input) {
        switch (this) {
            case FRAMES -> WireFuzz.frames(input);
            case LINES -> WireFuzz.lines(input);
            case HEADS -> WireFuzz.heads(input);
            case CHUNKS -> WireFuzz.chunks(input);
            case JSON_LINES -> ProgressFuzz.jsonLines(input);
            case PROGRESS -> ProgressFuzz.progress(input);
            case TRACES -> ProgressFuzz.traces(input);
            case TAR -> TarExtractorFuzz.extract(input);
            case CREDENTIALS -> CliFilesFuzz.credentials(input);
            case CONTEXTS -> CliFilesFuzz.contexts(input);
            case IGNORE_RULES -> NamesFuzz.ignoreRules(input);
            case IMAGE_REFERENCES -> NamesFuzz.imageReference(input);
        }
    }

    /** Its name on a command line, such as {@code json-lines}. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static FuzzTarget of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
