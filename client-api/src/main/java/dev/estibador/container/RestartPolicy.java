package dev.estibador.container;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * When the engine starts a container again by itself.
 *
 * @param maximumRetryCount for {@code on-failure} only
 */
public record RestartPolicy(
        @JsonProperty("Name") @Nullable RestartPolicyName name,
        @JsonProperty("MaximumRetryCount") @Nullable Long maximumRetryCount) {
    @JsonCreator
    public RestartPolicy {}

    /** As soon as it ends, and when the engine starts. */
    public static final RestartPolicy ALWAYS = of(RestartPolicyName.ALWAYS);

    /** As always, except for a container that was stopped. */
    public static final RestartPolicy UNLESS_STOPPED = of(RestartPolicyName.UNLESS_STOPPED);

    public static RestartPolicy of(RestartPolicyName name) {
        return new RestartPolicy(name, null);
    }

    /** Up to that many times after an exit code other than 0. */
    public static RestartPolicy onFailure(long retries) {
        return new RestartPolicy(RestartPolicyName.ON_FAILURE, retries);
    }
}
