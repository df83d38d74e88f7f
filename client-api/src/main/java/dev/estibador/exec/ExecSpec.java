package dev.estibador.exec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.ApiSince;
import dev.estibador.common.Copies;
import dev.estibador.common.RecordText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command to be run inside a running container.
 *
 * @param env {@code NAME=value}
 * @param user a name or number, with an optional group: {@code app}, {@code 1000:1000}
 * @param consoleSize the terminal's height and width at the start
 * @param detachKeys that end a session on a terminal, such as {@code ctrl-p,ctrl-q}
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
        @JsonProperty("ConsoleSize") @ApiSince("1.42") List<Long> consoleSize,
        @JsonProperty("DetachKeys") @Nullable String detachKeys) {
    @JsonCreator
    public ExecSpec {
        cmd = Copies.of(cmd);
        env = Copies.of(env);
        consoleSize = Copies.of(consoleSize);
    }

    /** Nothing that may be secret: names and no values. */
    @Override
    public String toString() {
        return RecordText.of(this, "cmd", "env");
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
        builder.consoleSize.addAll(consoleSize);
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
        private final List<Long> consoleSize = new ArrayList<>();
        private @Nullable String detachKeys;

        private Builder() {}

        public Builder cmd(String... more) {
            cmd.addAll(List.of(more));
            return this;
        }

        public Builder cmd(List<String> all) {
            cmd.clear();
            cmd.addAll(all);
            return this;
        }

        public Builder env(String... more) {
            env.addAll(List.of(more));
            return this;
        }

        public Builder env(List<String> all) {
            env.clear();
            env.addAll(all);
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

        public Builder tty(boolean value) {
            tty = value;
            return this;
        }

        public Builder privileged(boolean value) {
            privileged = value;
            return this;
        }

        public Builder attachStdin(boolean value) {
            attachStdin = value;
            return this;
        }

        public Builder attachStdout(boolean value) {
            attachStdout = value;
            return this;
        }

        public Builder attachStderr(boolean value) {
            attachStderr = value;
            return this;
        }

        public Builder consoleSize(Long... more) {
            consoleSize.addAll(List.of(more));
            return this;
        }

        public Builder consoleSize(List<Long> all) {
            consoleSize.clear();
            consoleSize.addAll(all);
            return this;
        }

        public Builder detachKeys(@Nullable String value) {
            detachKeys = value;
            return this;
        }

        public ExecSpec build() {
            return new ExecSpec(
                    cmd,
                    env,
                    user,
                    workingDir,
                    tty,
                    privileged,
                    attachStdin,
                    attachStdout,
                    attachStderr,
                    consoleSize,
                    detachKeys);
        }
    }
}
