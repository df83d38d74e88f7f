package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.ApiSince;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a task's container may do, and who it is for Windows and SELinux.
 *
 * @param credentialSpec of a managed service account, for Windows
 * @param noNewPrivileges no process may gain more than its parent has
 */
public record Privileges(
        @JsonProperty("CredentialSpec") @Nullable CredentialSpec credentialSpec,
        @JsonProperty("SELinuxContext") @Nullable SeLinuxContext seLinuxContext,
        @JsonProperty("Seccomp") @ApiSince("1.44") @Nullable Seccomp seccomp,

        @JsonProperty("AppArmor") @ApiSince("1.44") @Nullable
        AppArmor appArmor,

        @JsonProperty("NoNewPrivileges") @ApiSince("1.44") @Nullable
        Boolean noNewPrivileges) {
    @JsonCreator
    public Privileges {}

    public static Builder builder() {
        return new Builder();
    }

    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.credentialSpec = credentialSpec;
        builder.seLinuxContext = seLinuxContext;
        builder.seccomp = seccomp;
        builder.appArmor = appArmor;
        builder.noNewPrivileges = noNewPrivileges;
        return builder;
    }

    public static final class Builder {
        private @Nullable CredentialSpec credentialSpec;
        private @Nullable SeLinuxContext seLinuxContext;
        private @Nullable Seccomp seccomp;
        private @Nullable AppArmor appArmor;
        private @Nullable Boolean noNewPrivileges;

        private Builder() {}

        public Builder credentialSpec(@Nullable CredentialSpec value) {
            credentialSpec = value;
            return this;
        }

        public Builder seLinuxContext(@Nullable SeLinuxContext value) {
            seLinuxContext = value;
            return this;
        }

        public Builder seLinuxContext(Consumer<SeLinuxContext.Builder> change) {
            SeLinuxContext.Builder changed =
                    seLinuxContext == null ? SeLinuxContext.builder() : seLinuxContext.toBuilder();
            change.accept(changed);
            return seLinuxContext(changed.build());
        }

        public Builder seccomp(@Nullable Seccomp value) {
            seccomp = value;
            return this;
        }

        public Builder appArmor(@Nullable AppArmor value) {
            appArmor = value;
            return this;
        }

        public Builder noNewPrivileges(boolean value) {
            noNewPrivileges = value;
            return this;
        }

        public Privileges build() {
            return new Privileges(credentialSpec, seLinuxContext, seccomp, appArmor, noNewPrivileges);
        }
    }

    /**
     * Where a credential spec is. One of the three is set.
     *
     * @param config the id of a config, which must be a {@link ConfigReference#ofRuntime} as well
     * @param file below {@code CredentialSpecs} of the engine's data
     * @param registry a value of the Windows registry
     */
    public record CredentialSpec(
            @JsonProperty("Config") @Nullable String config,
            @JsonProperty("File") @Nullable String file,
            @JsonProperty("Registry") @Nullable String registry) {
        @JsonCreator
        public CredentialSpec {}

        public static CredentialSpec ofConfig(String id) {
            return new CredentialSpec(id, null, null);
        }

        public static CredentialSpec ofFile(String name) {
            return new CredentialSpec(null, name, null);
        }

        public static CredentialSpec ofRegistry(String value) {
            return new CredentialSpec(null, null, value);
        }
    }

    /** The SELinux labels of a container. */
    public record SeLinuxContext(
            @JsonProperty("Disable") @Nullable Boolean disable,
            @JsonProperty("User") @Nullable String user,
            @JsonProperty("Role") @Nullable String role,
            @JsonProperty("Type") @Nullable String type,
            @JsonProperty("Level") @Nullable String level) {
        @JsonCreator
        public SeLinuxContext {}

        public static Builder builder() {
            return new Builder();
        }

        public Builder toBuilder() {
            Builder builder = new Builder();
            builder.disable = disable;
            builder.user = user;
            builder.role = role;
            builder.type = type;
            builder.level = level;
            return builder;
        }

        public static final class Builder {
            private @Nullable Boolean disable;
            private @Nullable String user;
            private @Nullable String role;
            private @Nullable String type;
            private @Nullable String level;

            private Builder() {}

            public Builder disable(boolean value) {
                disable = value;
                return this;
            }

            public Builder user(@Nullable String value) {
                user = value;
                return this;
            }

            public Builder role(@Nullable String value) {
                role = value;
                return this;
            }

            public Builder type(@Nullable String value) {
                type = value;
                return this;
            }

            public Builder level(@Nullable String value) {
                level = value;
                return this;
            }

            public SeLinuxContext build() {
                return new SeLinuxContext(disable, user, role, type, level);
            }
        }
    }

    /**
     * Which system calls are allowed.
     *
     * @param profile of {@link SeccompMode#CUSTOM}, in base64, as it travels
     */
    public record Seccomp(
            @JsonProperty("Mode") @ApiSince("1.44") @Nullable
            SeccompMode mode,

            @JsonProperty("Profile") @ApiSince("1.44") @Nullable
            String profile) {
        @JsonCreator
        public Seccomp {}

        public static Seccomp of(SeccompMode mode) {
            return new Seccomp(mode, null);
        }

        /** Those of a profile, given as JSON. */
        public static Seccomp custom(String json) {
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            return new Seccomp(SeccompMode.CUSTOM, Base64.getEncoder().encodeToString(bytes));
        }
    }

    /** Whether AppArmor confines the container. */
    public record AppArmor(
            @JsonProperty("Mode") @ApiSince("1.44") @Nullable
            AppArmorMode mode) {
        @JsonCreator
        public AppArmor {}

        public static AppArmor of(AppArmorMode mode) {
            return new AppArmor(mode);
        }
    }
}
