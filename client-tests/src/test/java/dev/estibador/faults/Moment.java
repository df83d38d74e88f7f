package dev.estibador.faults;

/** When a fault strikes, by the bytes of the exchange that an operation is about. */
enum Moment {
    UPLOAD_BEGIN(true),
    UPLOAD_MIDDLE(true),
    UPLOAD_LAST_BYTE(true),
    BEFORE_HEAD(false),
    INSIDE_HEAD(false),
    AFTER_HEAD(false),
    BODY_FIRST_BYTE(false),
    BODY_QUARTER(false),
    BODY_MIDDLE(false),
    BODY_THREE_QUARTERS(false),
    BODY_LAST_BYTE(false),
    /** On a pooled connection that nothing is sent over, before the operation begins. */
    IDLE(false);

    private final boolean upload;

    Moment(boolean upload) {
        this.upload = upload;
    }

    /** Whether it strikes what the client sends; else what the engine sends. */
    boolean isUpload() {
        return upload;
    }

    /** How many bytes of the request or the reply pass before it; below 0 where this exchange has no such moment. */
    long offset(Lengths lengths) {
        return switch (this) {
            case UPLOAD_BEGIN -> inside(lengths.requestHead(), lengths.requestBody(), 0);
            case UPLOAD_MIDDLE -> inside(lengths.requestHead(), lengths.requestBody(), lengths.requestBody() / 2);
            case UPLOAD_LAST_BYTE -> inside(lengths.requestHead(), lengths.requestBody(), lengths.requestBody() - 1);
            case BEFORE_HEAD -> 0;
            case INSIDE_HEAD -> lengths.replyHead() / 2;
            case AFTER_HEAD -> lengths.replyHead();
            case BODY_FIRST_BYTE -> inside(lengths.replyHead(), lengths.replyBody(), 1);
            case BODY_QUARTER -> inside(lengths.replyHead(), lengths.replyBody(), lengths.replyBody() / 4);
            case BODY_MIDDLE -> inside(lengths.replyHead(), lengths.replyBody(), lengths.replyBody() / 2);
            case BODY_THREE_QUARTERS -> inside(lengths.replyHead(), lengths.replyBody(), lengths.replyBody() * 3 / 4);
            case BODY_LAST_BYTE -> inside(lengths.replyHead(), lengths.replyBody(), lengths.replyBody() - 1);
            case IDLE -> -1;
        };
    }

    private static long inside(long head, long body, long at) {
        return at >= 0 && at < body ? head + at : -1;
    }

    /** How many bytes the parts of an exchange had when nothing was wrong. */
    record Lengths(long requestHead, long requestBody, long replyHead, long replyBody) {}
}
