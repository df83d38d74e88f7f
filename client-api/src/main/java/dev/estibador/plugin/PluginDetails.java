package dev.estibador.plugin;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.estibador.common.Copies;
import dev.estibador.common.RecordText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the engine knows of a plugin.
 *
 * @param name with its tag
 * @param pluginReference where it was pulled from
 */
public record PluginDetails(
        @JsonProperty("Id") @Nullable String id,
        @JsonProperty("Name") String name,
        @JsonProperty("Enabled") @Nullable Boolean enabled,
        @JsonProperty("Settings") @Nullable Settings settings,
        @JsonProperty("PluginReference") @Nullable String pluginReference,
        @JsonProperty("Config") @Nullable Config config) {
    @JsonCreator
    public PluginDetails {
        name = Copies.text(name);
    }

    /** What users may set, as it is set. */
    public record Settings(
            @JsonProperty("Mounts") List<PluginMount> mounts,
            @JsonProperty("Env") List<String> env,
            @JsonProperty("Args") List<String> args,
            @JsonProperty("Devices") List<PluginDevice> devices) {
        @JsonCreator
        public Settings {
            mounts = Copies.of(mounts);
            env = Copies.of(env);
            args = Copies.of(args);
            devices = Copies.of(devices);
        }

        /** Nothing that may be secret: names and no values. */
        @Override
        public String toString() {
            return RecordText.of(this, "env", "args");
        }
    }

    /**
     * A plugin as its author made it.
     *
     * @param dockerVersion that it was made with, until API 1.51
     * @param interfaces how the engine and the plugin talk
     * @param propagatedMount where what it mounts is seen by the engine
     * @param ipcHost whether it shares the machine's IPC
     * @param pidHost whether it sees the machine's processes
     */
    public record Config(
            @JsonProperty("Description") @Nullable String description,
            @JsonProperty("Documentation") @Nullable String documentation,
            @JsonProperty("DockerVersion") @Nullable String dockerVersion,
            @JsonProperty("Interface") @Nullable Interface interfaces,
            @JsonProperty("Entrypoint") List<String> entrypoint,
            @JsonProperty("WorkDir") @Nullable String workDir,
            @JsonProperty("User") @Nullable User user,
            @JsonProperty("Network") @Nullable Network network,
            @JsonProperty("Linux") @Nullable Linux linux,
            @JsonProperty("PropagatedMount") @Nullable String propagatedMount,
            @JsonProperty("IpcHost") @Nullable Boolean ipcHost,
            @JsonProperty("PidHost") @Nullable Boolean pidHost,
            @JsonProperty("Mounts") List<PluginMount> mounts,
            @JsonProperty("Env") List<Env> env,
            @JsonProperty("Args") @Nullable Args args,
            @JsonProperty("rootfs") @Nullable RootFs rootFs) {
        @JsonCreator
        public Config {
            entrypoint = Copies.of(entrypoint);
            mounts = Copies.of(mounts);
            env = Copies.of(env);
        }

        /** Nothing that may be secret: names and no values. */
        @Override
        public String toString() {
            return RecordText.of(this, "entrypoint");
        }
    }

    /**
     * How the engine and the plugin talk.
     *
     * @param types such as {@code docker.volumedriver/1.0}
     * @param socket its name in {@code /run/docker/plugins}
     */
    public record Interface(
            @JsonProperty("Types") List<String> types,
            @JsonProperty("Socket") @Nullable String socket,
            @JsonProperty("ProtocolScheme") @Nullable Protocol protocolScheme) {
        @JsonCreator
        public Interface {
            types = Copies.of(types);
        }
    }

    /** The protocol of plugins. An open set: a word that this version does not know is kept as it came. */
    public record Protocol(@JsonValue String value) {
        public static final Protocol DEFAULT = new Protocol("");
        public static final Protocol HTTP_V1 = new Protocol("moby.plugins.http/v1");

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public Protocol {}

        @Override
        public String toString() {
            return value;
        }
    }

    /** Who its process runs as. */
    public record User(
            @JsonProperty("UID") @Nullable Long uid,
            @JsonProperty("GID") @Nullable Long gid) {
        @JsonCreator
        public User {}
    }

    /**
     * Its network.
     *
     * @param type {@code host}, {@code bridge} or {@code none}
     */
    public record Network(@JsonProperty("Type") @Nullable String type) {
        @JsonCreator
        public Network {}
    }

    /** What it may do on Linux. */
    public record Linux(
            @JsonProperty("Capabilities") List<String> capabilities,
            @JsonProperty("AllowAllDevices") @Nullable Boolean allowAllDevices,
            @JsonProperty("Devices") List<PluginDevice> devices) {
        @JsonCreator
        public Linux {
            capabilities = Copies.of(capabilities);
            devices = Copies.of(devices);
        }
    }

    /**
     * A variable of its environment.
     *
     * @param settable which of its fields may be set: {@code value}
     */
    public record Env(
            @JsonProperty("Name") @Nullable String name,
            @JsonProperty("Description") @Nullable String description,
            @JsonProperty("Settable") List<String> settable,
            @JsonProperty("Value") @Nullable String value) {
        @JsonCreator
        public Env {
            settable = Copies.of(settable);
        }

        /** Nothing that may be secret: names and no values. */
        @Override
        public String toString() {
            return RecordText.of(this, "value");
        }
    }

    /**
     * Its arguments.
     *
     * @param settable which of its fields may be set: {@code value}
     */
    public record Args(
            @JsonProperty("Name") @Nullable String name,
            @JsonProperty("Description") @Nullable String description,
            @JsonProperty("Settable") List<String> settable,
            @JsonProperty("Value") List<String> value) {
        @JsonCreator
        public Args {
            settable = Copies.of(settable);
            value = Copies.of(value);
        }

        /** Nothing that may be secret: names and no values. */
        @Override
        public String toString() {
            return RecordText.of(this, "value");
        }
    }

    /**
     * Its files.
     *
     * @param type {@code layers}
     */
    public record RootFs(
            @JsonProperty("type") @Nullable String type,
            @JsonProperty("diff_ids") List<String> diffIds) {
        @JsonCreator
        public RootFs {
            diffIds = Copies.of(diffIds);
        }
    }
}
