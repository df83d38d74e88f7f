package dev.estibador.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import dev.estibador.common.Descriptor;
import dev.estibador.common.RecordText;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An in-toto statement about an image, API 1.55.
 *
 * @param descriptor of the layer that holds it
 * @param predicateType a URI that says what it is about
 * @param statement the statement itself, if asked for
 */
public record AttestationStatement(
        @JsonProperty("Descriptor") @Nullable Descriptor descriptor,
        @JsonProperty("PredicateType") String predicateType,
        @JsonProperty("Statement") Map<String, Object> statement) {
    @JsonCreator
    public AttestationStatement {
        predicateType = Copies.text(predicateType);
        statement = Copies.of(statement);
    }

    /** Nothing that may be secret: names and no values. */
    @Override
    public String toString() {
        return RecordText.of(this);
    }
}
