package dev.estibador.matrix;

/** What some engines cannot do, and why. An engine is asked whether it can; only where it does not tell, its name decides. */
public enum Capability {
    BUILDKIT("has no BuildKit: neither sessions, nor secrets, agents and destinations of builds"),
    CONTAINERD_STORE("keeps images in a store of its own, which knows no lists of manifests"),
    PLUGINS("has no plugins that it manages"),
    WEBSOCKET_ATTACH("has no sessions over WebSocket"),
    DISTRIBUTION("does not ask registries about images"),
    SWARM("has no swarms"),
    VERSION_REFUSAL("takes any version of the API for one that it speaks"),
    STATUSES("answers 500 to what the API has another status for"),
    HEALTH_CHECKS("needs systemd to check the health of a container"),
    EVENT_HISTORY("tells none of the events up to a moment that is past"),
    EVENT_LIMIT("remembers all events, so that none are ever missing"),
    EXEC_EVENTS("has no events of commands in containers"),
    IMAGE_DIGESTS("answers nothing at all where digests are asked for in a list"),
    LOG_DETAILS("tells no attributes of a log"),
    LOG_DRIVERS("does not have all log drivers"),
    TERMINAL_TIMES("puts times into the middle of lines of a terminal"),
    STEPS("does not tell the steps of a job, nor how far they are"),
    SYMBOLIC_LINKS("gives what a symbolic link leads to in its place"),
    EXEC_DETACH("does not leave a command by the detach keys"),
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
