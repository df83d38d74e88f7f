package dev.estibador.build;

import dev.estibador.common.Builders;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What is mounted while one command of a build runs, and is no part of the image: {@code run("make", r -> r.mount(
 * RunMount.cache("/root/.m2")))}. BuildKit, since Dockerfile 1.2, which Docker 20.10 has. Values are ASCII without
 * quotes; newer builders replace {@code $NAME} in them.
 */
public final class RunMount {
    private final String text;

    private RunMount(Fields fields) {
        this.text = fields.text();
    }

    /** {@code type=bind}: the build's context, read-only, at this path. */
    public static RunMount bind(String target) {
        return bind(target, b -> {});
    }

    /** {@code type=bind}: a folder or file of the context, of a stage or of an image, at this path. */
    public static RunMount bind(String target, Consumer<Bind> options) {
        return new RunMount(Builders.built(new Bind(target), options).fields);
    }

    /** {@code type=cache}: a folder at this path that outlives the build, and is shared by all builds. */
    public static RunMount cache(String target) {
        return cache(target, c -> {});
    }

    /** {@code type=cache}: a folder at this path that outlives the build. */
    public static RunMount cache(String target, Consumer<Cache> options) {
        return new RunMount(Builders.built(new Cache(target), options).fields);
    }

    /** {@code type=tmpfs}: an empty folder in memory at this path. */
    public static RunMount tmpfs(String target) {
        return tmpfs(target, t -> {});
    }

    /** {@code type=tmpfs}: an empty folder in memory at this path. */
    public static RunMount tmpfs(String target, Consumer<Tmpfs> options) {
        return new RunMount(Builders.built(new Tmpfs(target), options).fields);
    }

    /** {@code type=secret}: a secret of the build's session, at {@code /run/secrets/} and its id, if the session has it. */
    public static RunMount secret(String id) {
        return secret(id, s -> {});
    }

    /** {@code type=secret}: a secret of the build's session. */
    public static RunMount secret(String id, Consumer<Secret> options) {
        return new RunMount(Builders.built(new Secret(id), options).fields);
    }

    /** {@code type=ssh}: the agent that the build's session forwards, told by {@code SSH_AUTH_SOCK}. */
    public static RunMount ssh() {
        return ssh(s -> {});
    }

    /** {@code type=ssh}: an agent that the build's session forwards, told by {@code SSH_AUTH_SOCK}. */
    public static RunMount ssh(Consumer<Ssh> options) {
        return new RunMount(Builders.built(new Ssh(), options).fields);
    }

    /** As it stands behind {@code --mount=}. */
    String text() {
        return text;
    }

    /** As it stands in a Dockerfile; ids only, never a secret. */
    @Override
    public String toString() {
        return text;
    }

    /** The options of a bind mount. */
    public static final class Bind {
        private final Fields fields;

        private Bind(String target) {
            fields = new Fields("bind").put("target", target);
        }

        /** A stage, a named context or an image; the build's context unless told otherwise. */
        public Bind from(String value) {
            fields.put("from", value);
            return this;
        }

        /** A path within {@link #from}; its root unless told otherwise. */
        public Bind source(String value) {
            fields.put("source", value);
            return this;
        }

        /** Allows writing; what is written is dropped after the command. */
        public Bind readWrite(boolean value) {
            fields.toggle("readwrite", value);
            return this;
        }
    }

    /** The options of a cache. */
    public static final class Cache {
        private final Fields fields;

        private Cache(String target) {
            fields = new Fields("cache").put("target", target);
        }

        /** Tells caches apart; the target unless told otherwise. */
        public Cache id(String value) {
            fields.put("id", value);
            return this;
        }

        /** A stage, a named context or an image that the cache begins with; empty unless told otherwise. */
        public Cache from(String value) {
            fields.put("from", value);
            return this;
        }

        /** A path within {@link #from}; its root unless told otherwise. */
        public Cache source(String value) {
            fields.put("source", value);
            return this;
        }

        public Cache readOnly(boolean value) {
            fields.toggle("readonly", value);
            return this;
        }

        /** What happens when builds write at the same time; {@link Sharing#SHARED} unless told otherwise. */
        public Cache sharing(Sharing value) {
            fields.put("sharing", value.value());
            return this;
        }

        /** Permission bits of a new cache, such as {@code 0700}; 0755 unless told otherwise. */
        public Cache mode(int value) {
            fields.mode(value);
            return this;
        }

        /** Owner of a new cache; root unless told otherwise. */
        public Cache uid(long value) {
            fields.id("uid", value);
            return this;
        }

        /** Group of a new cache; root unless told otherwise. */
        public Cache gid(long value) {
            fields.id("gid", value);
            return this;
        }
    }

    /** The options of a folder in memory. */
    public static final class Tmpfs {
        private final Fields fields;

        private Tmpfs(String target) {
            fields = new Fields("tmpfs").put("target", target);
        }

        /** At most this many bytes. */
        public Tmpfs size(long bytes) {
            fields.id("size", bytes);
            return this;
        }
    }

    /** The options of a secret. */
    public static final class Secret {
        private final Fields fields;

        private Secret(String id) {
            fields = new Fields("secret").put("id", id);
        }

        /** The path of the file. */
        public Secret target(String value) {
            fields.put("target", value);
            return this;
        }

        /** Gives it as a variable of this name, and as a file only where {@link #target} is set. Since Dockerfile 1.10. */
        public Secret env(String name) {
            fields.put("env", name);
            return this;
        }

        /** Fails the build where the session does not have it. */
        public Secret required(boolean value) {
            fields.toggle("required", value);
            return this;
        }

        /** Permission bits; 0400 unless told otherwise. */
        public Secret mode(int value) {
            fields.mode(value);
            return this;
        }

        public Secret uid(long value) {
            fields.id("uid", value);
            return this;
        }

        public Secret gid(long value) {
            fields.id("gid", value);
            return this;
        }
    }

    /** The options of a forwarded agent. */
    public static final class Ssh {
        private final Fields fields = new Fields("ssh");

        private Ssh() {}

        /** Tells agents apart; {@code default} unless told otherwise. */
        public Ssh id(String value) {
            fields.put("id", value);
            return this;
        }

        /** The path of the socket. */
        public Ssh target(String value) {
            fields.put("target", value);
            return this;
        }

        /** Fails the build where the session does not have it. */
        public Ssh required(boolean value) {
            fields.toggle("required", value);
            return this;
        }

        /** Permission bits; 0600 unless told otherwise. */
        public Ssh mode(int value) {
            fields.mode(value);
            return this;
        }

        public Ssh uid(long value) {
            fields.id("uid", value);
            return this;
        }

        public Ssh gid(long value) {
            fields.id("gid", value);
            return this;
        }
    }

    /** How builds share a cache. An open set. */
    public record Sharing(String value) {
        /** They write at the same time. */
        public static final Sharing SHARED = new Sharing("shared");
        /** Each further one gets a cache of its own. */
        public static final Sharing PRIVATE = new Sharing("private");
        /** They wait for each other. */
        public static final Sharing LOCKED = new Sharing("locked");

        @Override
        public String toString() {
            return value;
        }
    }

    /** Keys and values; a key without a value is one that stands alone. */
    private static final class Fields {
        private final Map<String, String> values = new LinkedHashMap<>();

        Fields(String type) {
            values.put("type", type);
        }

        Fields put(String key, String value) {
            values.put(key, Flags.value(key + " of the mount", value));
            return this;
        }

        void toggle(String key, boolean on) {
            if (on) {
                values.put(key, "");
            } else {
                values.remove(key);
            }
        }

        void mode(int value) {
            if (value < 0 || value > 07777) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT, "The mode of a mount must be permission bits, 0 to 07777, and not 0%o", value));
            }
            values.put("mode", String.format(Locale.ROOT, "0%o", value));
        }

        void id(String key, long value) {
            if (value < 0) {
                throw new IllegalArgumentException(
                        String.format(Locale.ROOT, "The %s of a mount must be 0 or more, and not %d", key, value));
            }
            values.put(key, String.valueOf(value));
        }

        /** One record of CSV. */
        String text() {
            return values.entrySet().stream()
                    .map(field -> field.getValue().isEmpty() ? field.getKey() : field.getKey() + "=" + field.getValue())
                    .map(field -> field.indexOf(',') < 0 ? field : '"' + field + '"')
                    .collect(Collectors.joining(","));
        }
    }
}
