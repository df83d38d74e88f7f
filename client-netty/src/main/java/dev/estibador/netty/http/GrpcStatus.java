package dev.estibador.netty.http;

/**
 * How a gRPC call ended.
 *
 * @param code one of gRPC's numbers
 * @param words for people; never a secret
 */
public record GrpcStatus(int code, String words) {
    public static final GrpcStatus OK = new GrpcStatus(0, "");

    public static GrpcStatus notFound(String words) {
        return new GrpcStatus(5, words);
    }

    public static GrpcStatus unimplemented(String words) {
        return new GrpcStatus(12, words);
    }

    public static GrpcStatus internal(String words) {
        return new GrpcStatus(13, words);
    }
}
