package dev.estibador.netty.transport;

import dev.estibador.error.DockerException;
import dev.estibador.error.EngineTimeoutException;
import dev.estibador.error.MalformedReplyException;
import dev.estibador.netty.http.HttpCall;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Holds an engine to the time limit for the whole head of a reply, whatever trickles in: from the request on or, for a call
 * that the engine may take its time to answer, from the first byte of the head on. Used on the event loop.
 */
final class HeadLimit {
    private static final int MOST_INTERIMS = 16;

    private int interims;

    /** The request has been handed over whole. */
    void requestSent(HttpCall call, Deadline deadline, Consumer<DockerException> late) {
        interims = 0;
        if (!call.patient()) {
            set(call, deadline, "the engine did not answer within ", late);
        }
    }

    /** The first bytes of a head have come, and not the last. */
    void begun(HttpCall call, Deadline deadline, Consumer<DockerException> late) {
        if (call.patient()) {
            set(call, deadline, "the head of the reply was not whole within ", late);
        }
    }

    /** A reply such as 100 Continue has come, which has no meaning here: another follows. */
    void interim(HttpCall call, Deadline deadline) {
        if (++interims > MOST_INTERIMS) {
            throw new MalformedReplyException(
                    call.label(), "the engine sent more than " + MOST_INTERIMS + " interim replies", null);
        }
        if (call.patient()) {
            deadline.clear();
        }
    }

    private static void set(HttpCall call, Deadline deadline, String what, Consumer<DockerException> late) {
        Duration limit = call.headTimeout();
        if (limit != null) {
            deadline.set(
                    limit.toNanos(),
                    () -> late.accept(
                            new EngineTimeoutException(call.label(), what + limit + " (response head timeout)", null)));
        }
    }
}
