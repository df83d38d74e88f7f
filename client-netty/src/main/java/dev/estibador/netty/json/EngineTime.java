package dev.estibador.netty.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/**
 * Times as engines write them: RFC 3339 with any number of fraction digits and any offset, or seconds since 1970 as a
 * number. An empty text, and the year 1, with which Go says "never", are null; so is what is no time, because an odd time must
 * not fail a whole reply.
 */
final class EngineTime extends StdScalarDeserializer<Instant> {
    private static final Instant ZERO_IN_GO = Instant.parse("0001-01-01T00:00:00Z");

    EngineTime() {
        super(Instant.class);
    }

    @Override
    public @Nullable Instant deserialize(JsonParser parser, DeserializationContext context) {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            return ofSeconds(parser.getValueAsString());
        }
        String text = parser.getValueAsString();
        return text == null ? null : parse(text);
    }

    private static @Nullable Instant ofSeconds(String number) {
        try {
            return unlessZero(Instant.ofEpochSecond(Long.parseLong(number)));
        } catch (NumberFormatException | DateTimeException e) {
            return null;
        }
    }

    static @Nullable Instant parse(String text) {
        try {
            return unlessZero(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Instant unlessZero(Instant time) {
        return time.equals(ZERO_IN_GO) ? null : time;
    }
}
