package dev.estibador.netty.json;

import dev.estibador.stream.Progress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/**
 * The messages of a long job, read by hand: a pull of many layers sends hundreds of thousands, and most are a status with a
 * bar. Whatever is not plainly a text, a number or an object is left to Jackson, with its leniency and its failures.
 */
final class ProgressReader extends StdDeserializer<Progress> {
    ProgressReader() {
        super(Progress.class);
    }

    @Override
    public Progress deserialize(JsonParser parser, DeserializationContext context) {
        String id = null;
        String stream = null;
        String status = null;
        String bar = null;
        Progress.Detail detail = null;
        String error = null;
        Progress.Failure failure = null;
        Object aux = null;
        for (String name = firstName(parser, context); name != null; name = parser.nextName()) {
            JsonToken token = parser.nextToken();
            switch (name) {
                case "id" -> id = text(parser, context, token);
                case "stream" -> stream = text(parser, context, token);
                case "status" -> status = text(parser, context, token);
                case "progress" -> bar = text(parser, context, token);
                case "progressDetail" ->
                    detail = token == JsonToken.START_OBJECT
                            ? detail(parser, context)
                            : value(parser, context, token, Progress.Detail.class);
                case "error" -> error = text(parser, context, token);
                case "errorDetail" -> failure = value(parser, context, token, Progress.Failure.class);
                case "aux" -> aux = value(parser, context, token, Object.class);
                default -> parser.skipChildren();
            }
        }
        return new Progress(id, stream, status, bar, detail, error, failure, aux, null);
    }

    private static Progress.Detail detail(JsonParser parser, DeserializationContext context) {
        Long current = null;
        Long total = null;
        Instant start = null;
        Boolean hideCounts = null;
        String units = null;
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            JsonToken token = parser.nextToken();
            switch (name) {
                case "current" -> current = number(parser, context, token);
                case "total" -> total = number(parser, context, token);
                case "start" -> start = value(parser, context, token, Instant.class);
                case "hidecounts" -> hideCounts = value(parser, context, token, Boolean.class);
                case "units" -> units = text(parser, context, token);
                default -> parser.skipChildren();
            }
        }
        return new Progress.Detail(current, total, start, hideCounts, units);
    }

    private static @Nullable String firstName(JsonParser parser, DeserializationContext context) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            context.handleUnexpectedToken(Progress.class, parser);
        }
        return parser.nextName();
    }

    private static @Nullable String text(JsonParser parser, DeserializationContext context, JsonToken token) {
        return token == JsonToken.VALUE_STRING ? parser.getString() : value(parser, context, token, String.class);
    }

    private static @Nullable Long number(JsonParser parser, DeserializationContext context, JsonToken token) {
        return token == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER
                ? (Long) parser.getLongValue()
                : value(parser, context, token, Long.class);
    }

    private static <T> @Nullable T value(
            JsonParser parser, DeserializationContext context, JsonToken token, Class<T> type) {
        try {
            return token == JsonToken.VALUE_NULL ? null : context.readValue(parser, type);
        } catch (JacksonException e) {
            throw e;
        } catch (RuntimeException e) {
            // Jackson's own readers of numbers fail so on an empty text
            throw DatabindException.from(parser, "a value that cannot be read", e);
        }
    }
}
