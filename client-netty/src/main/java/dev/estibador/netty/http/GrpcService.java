package dev.estibador.netty.http;

/** Answers the gRPC calls that an engine makes over a connection of ours. */
@FunctionalInterface
public interface GrpcService {
    /** Begins to answer, on the I/O thread. What it throws is an answer as well: the call ends with an internal error. */
    void serve(GrpcCall call);
}
