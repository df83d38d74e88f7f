package dev.estibador.container;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The kinds of restart policy. An open set: a word that this version does not know is kept as it came. */
public record RestartPolicyName(@JsonValue String value) {
    public static final RestartPolicyName NO = new RestartPolicyName("no");
    public static final RestartPolicyName ALWAYS = new RestartPolicyName("always");
    public static final RestartPolicyName UNLESS_STOPPED = new RestartPolicyName("unless-stopped");
    public static final RestartPolicyName ON_FAILURE = new RestartPolicyName("on-failure");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public RestartPolicyName {}

    @Override
    public String toString() {
        return value;
    }
}
