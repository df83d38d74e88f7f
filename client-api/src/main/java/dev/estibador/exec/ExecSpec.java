package dev.estibador.exec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command to be run inside a running container.
 *
 * @param env {@code NAME=value}
 */
public record ExecSpec(
        @JsonProperty("Cmd") @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        List<String> cmd,

        @JsonProperty("Env") List<String> env,
        @JsonProperty("User") @Nullable String user,
        @JsonProperty("WorkingDir") @Nullable String workingDir,
        @JsonProperty("Tty") @Nullable Boolean tty,
        @JsonProperty("Privileged") @Nullable Boolean privileged,
        @JsonProperty("AttachStdin") @Nullable Boolean attachStdin,
        @JsonProperty("AttachStdout") @Nullable Boolean attachStdout,
        @JsonProperty("AttachStderr") @Nullable Boolean attachStderr,
        @JsonProperty("DetachKeys") @Nullable String detachKeys) {
    @JsonCreator
    public ExecSpec {
        cmd = Copies.of(cmd);
        env = Copies.of(env);
    }

    public static Builder builder() {
        return new Builder();
    }

    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.cmd.addAll(cmd);
        builder.env.addAll(env);
        builder.user = user;
        builder.workingDir = workingDir;
        builder.tty = tty;
        builder.privileged = privileged;
        builder.attachStdin = attachStdin;
        builder.attachStdout = attachStdout;
        builder.attachStderr = attachStderr;
        builder.detachKeys = detachKeys;
        return builder;
    }

    public static final class Builder {
        private final List<String> cmd = new ArrayList<>();
        private final List<String> env = new ArrayList<>();
        private @Nullable String user;
        private @Nullable String workingDir;
        private @Nullable Boolean tty;
        private @Nullable Boolean privileged;
        private @Nullable Boolean attachStdin;
        private @Nullable Boolean attachStdout;
        private @Nullable Boolean attachStderr;
        private @Nullable String detachKeys;

        private Builder() {}

        public Builder cmd(String... values) {
            cmd.addAll(List.of(values));
            return this;
        }

        public Builder env(String... values) {
            env.addAll(List.of(values));
            return this;
        }

        public Builder user(@Nullable String value) {
            user = value;
            return this;
        }

        public Builder workingDir(@Nullable String value) {
            workingDir = value;
            return this;
        }

        public Builder tty(@Nullable Boolean value) {
            tty = value;
            return this;
        }

        public Builder privileged(@Nullable Boolean value) {
            privileged = value;
            return this;
        }

        public Builder attachStdin(@Nullable Boolean value) {
            attachStdin = value;
            return this;
        }

        public Builder attachStdout(@Nullable Boolean value) {
            attachStdout = value;
            return this;
        }

        public Builder attachStderr(@Nullable Boolean value) {
            attachStderr = value;
            return this;
        }

        public Builder detachKeys(@Nullable String value) {
            detachKeys = value;
            return this;
        }

        public ExecSpec build() {
            return new ExecSpec(
                    cmd, env, user, workingDir, tty, privileged, attachStdin, attachStdout, attachStderr, detachKeys);
        }
    }
}
