package dev.estibador.matrix;

/** What some engines cannot do, and why. An engine is asked whether it can; only where it does not tell, its name decides. */
public enum Capability {
    BUILDKIT("has no BuildKit: neither sessions, nor secrets, agents and destinations of builds"),
    CONTAINERD_STORE("keeps images in a store of its own, which knows no lists of manifests"),
    PLUGINS("has no plugins that it manages"),
    WEBSOCKET_ATTACH("has no sessions over WebSocket"),
    DISTRIBUTION("does not ask registries about images"),
    SWARM("has no swarms"),
    UPDATE("changes no limits of a container that is there"),
    IMAGE_NAMES("knows some images by their names in full alone"),
    COMMIT_CONFIGURATION("makes an image of a container without further configuration"),
    VOLUME_OPTIONS("takes the options of a mount for quotas"),
    VERSION_REFUSAL("takes any version of the API for one that it speaks"),
    STATUSES("answers 500 to what the API has another status for"),
    HEALTH_CHECKS("needs systemd to check the health of a container"),
    EVENT_HISTORY("does not tell reliably again what has happened"),
    EVENT_LIMIT("remembers all events, so that none are ever missing"),
    EXEC_EVENTS("has no events of commands in containers"),
    IMAGE_DIGESTS("answers nothing at all where digests are asked for in a list"),
    LOG_DETAILS("tells no attributes of a log"),
    LINE_PIECES("now and then loses or doubles pieces of a long line that are asked for again"),
    LOG_DRIVERS("does not have all log drivers"),
    TERMINAL_TIMES("puts times into the middle of lines of a terminal"),
    PUSH_STEPS("does not tell how far a push is"),
    STEPS("does not tell the steps of a job, nor how far they are"),
    SPECIFICATIONS("tells of what it made something else than it takes"),
    REFUSED_LIMITS("takes a limit that cannot be kept"),
    IMAGE_DETAILS("leaves some of an image's configuration out"),
    NETWORK_TEMPLATES("has no networks that others take their configuration from"),
    EXEC_SIZE("loses the size of a terminal that is told as soon as a command starts"),
    DOCKERFILE_NAMES("takes some characters of a Dockerfile for others"),
    COPY_TARGETS("makes the folder that files are copied to"),
    SYMBOLIC_LINKS("gives what a symbolic link leads to in its place"),
    DETACH_KEYS("keeps a session that the detach keys should end"),
    BUILD_HOSTS("reads the further hosts of a build in a form of its own"),
    DOCKERFILE_ESCAPES("reads another escape character in some instructions alone"),
    INSECURE_LOOPBACK("checks the certificates of registries on its own host, too"),
    REGISTRY("has no registries beside it");

    private final String lack;

    Capability(String lack) {
        this.lack = lack;
    }

    /** Why an engine without it is not asked: a sentence without its subject. */
    public String lack() {
        return lack;
    }
}
