package dev.estibador.netty.json;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/**
 * Whole numbers as engines write them: signed or unsigned, of 64 bits. An unsigned one keeps its bits, as
 * {@link Long#toUnsignedString(long)} reads them; one that no 64 bits hold fails the reply.
 */
final class EngineNumber extends StdScalarDeserializer<Long> {
    /** @param type {@code Long}, or {@code long}, whose null is 0 */
    EngineNumber(Class<Long> type) {
        super(type);
    }

    @Override
    public @Nullable Long getNullValue(DeserializationContext context) {
        return handledType().isPrimitive() ? 0L : null;
    }

    @Override
    public @Nullable Long deserialize(JsonParser parser, DeserializationContext context) {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            if (parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
                return parser.getLongValue();
            }
            BigInteger number = parser.getBigIntegerValue();
            if (number.signum() > 0 && number.bitLength() <= Long.SIZE) {
                return number.longValue();
            }
        }
        return _parseLong(parser, context, Long.class);
    }
}
