package dev.estibador.netty.session;

import dev.estibador.netty.http.GrpcStatus;

/** What a service refuses, as the engine is to be told it. */
final class GrpcFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient GrpcStatus status;

    GrpcFailure(GrpcStatus status) {
        super(status.words(), null, false, false);
        this.status = status;
    }

    GrpcStatus status() {
        return status;
    }
}
