/** The API of Estibador: interfaces and values, no I/O. */
module dev.estibador.api {
    requires com.fasterxml.jackson.annotation;
    requires static transitive org.jspecify;

    exports dev.estibador;
    exports dev.estibador.build;
    exports dev.estibador.common;
    exports dev.estibador.connect;
    exports dev.estibador.container;
    exports dev.estibador.error;
    exports dev.estibador.exec;
    exports dev.estibador.image;
    exports dev.estibador.network;
    exports dev.estibador.plugin;
    exports dev.estibador.stream;
    exports dev.estibador.swarm;
    exports dev.estibador.system;
    exports dev.estibador.volume;

    uses dev.estibador.DockerClientProvider;
}
