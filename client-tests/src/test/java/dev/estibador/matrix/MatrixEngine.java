package dev.estibador.matrix;

import java.util.Arrays;

/** The engines that are started for the tests in containers; the one that is there anyway is none of them. */
enum MatrixEngine {
    DOCKER_20("docker-20.10", "bookworm", ""),
    DOCKER_26("docker-26.1", "trixie", ""),
    DOCKER_28("docker-28.5", "forky", "--feature=containerd-snapshotter=true"),
    PODMAN_4("podman-4.3", "bookworm", ""),
    PODMAN_54("podman-5.4", "trixie", ""),
    PODMAN_58("podman-5.8", "forky", "");

    /** As the system property {@code engine} and the report have it. */
    final String title;

    /** The release of Debian whose package it is. */
    private final String suite;

    /** What it is told besides, or empty. */
    final String option;

    MatrixEngine(String title, String suite, String option) {
        this.title = title;
        this.suite = suite;
        this.option = option;
    }

    static MatrixEngine of(String title) {
        return Arrays.stream(values())
                .filter(engine -> engine.title.equals(title))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("-Dengine=" + title + " is none of "
                        + Arrays.stream(values()).map(engine -> engine.title).toList()));
    }

    /** {@code docker} or {@code podman}. */
    String kind() {
        return title.substring(0, title.indexOf('-'));
    }

    /** What {@code dev/engine-images} makes. */
    String localImage() {
        return "estibador/engine:" + suite;
    }

    /** What a registry has of Docker. */
    String publicImage() {
        return "docker:" + title.substring(title.indexOf('-') + 1) + "-dind";
    }
}
