package dev.estibador.system;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import dev.estibador.common.RecordText;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to what the engine keeps.
 *
 * @param action such as {@code start}, with more to it for some: {@code exec_create: sh -c ls}
 * @param actor what it happened to
 * @param time in seconds; {@link #at()} is more exact
 * @param timeNano nanoseconds since 1970
 */
public record Event(
        @JsonProperty("Type") @Nullable EventType type,
        @JsonProperty("Action") String action,
        @JsonProperty("Actor") @Nullable Actor actor,
        @JsonProperty("scope") @Nullable EventScope scope,
        @JsonProperty("time") @Nullable Instant time,
        @JsonProperty("timeNano") @Nullable Long timeNano) {
    /** What Go makes of the year 1, with which it says "never": it does not fit. */
    private static final long ZERO_IN_GO = -6_795_364_578_871_345_152L;

    @JsonCreator
    public Event {
        action = Copies.text(action);
    }

    /** The action's word alone: {@code exec_create}, {@code health_status}. */
    public String verb() {
        int colon = action.indexOf(':');
        return colon < 0 ? action : action.substring(0, colon);
    }

    /** What the action says after its word: the command of {@code exec_create}, {@code healthy}; null for most. */
    public @Nullable String detail() {
        int colon = action.indexOf(':');
        return colon < 0 ? null : action.substring(colon + 1).strip();
    }

    /** When it happened, as exactly as the engine tells. A stream that begins there has this event once more. */
    public @Nullable Instant at() {
        return timeNano == null || timeNano == ZERO_IN_GO ? time : Instant.ofEpochSecond(0, timeNano);
    }

    /**
     * What an event happened to.
     *
     * @param attributes its labels, and facts such as {@code name}, {@code image}, {@code exitCode}
     */
    public record Actor(
            @JsonProperty("ID") String id,
            @JsonProperty("Attributes") Map<String, String> attributes) {
        @JsonCreator
        public Actor {
            id = Copies.text(id);
            attributes = Copies.of(attributes);
        }

        /** Nothing that may be secret: names and no values. */
        @Override
        public String toString() {
            return RecordText.of(this);
        }
    }
}
