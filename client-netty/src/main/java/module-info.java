/** Estibador's client over Netty. */
module dev.estibador.netty {
    requires transitive dev.estibador.api;
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.codec.http;
    requires io.netty.codec.http2;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.handler.proxy;
    requires io.netty.transport;
    requires io.netty.transport.classes.epoll;
    requires static io.netty.transport.classes.io_uring;
    requires io.netty.transport.classes.kqueue;
    requires io.netty.transport.unix.common;
    requires java.management;
    requires org.apache.commons.compress;
    requires static org.newsclub.net.unix;
    requires static org.jspecify;
    requires org.slf4j;
    requires tools.jackson.databind;

    exports dev.estibador.netty;

    // the bodies of a few requests are records there, and what the docker CLI keeps
    opens dev.estibador.netty.calls to
            tools.jackson.databind;
    opens dev.estibador.netty.connect to
            tools.jackson.databind;

    provides dev.estibador.DockerClientProvider with
            dev.estibador.netty.NettyDockerClient;
}
