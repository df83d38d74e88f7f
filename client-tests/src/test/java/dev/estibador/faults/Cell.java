package dev.estibador.faults;

import dev.estibador.faults.FaultProxy.Way;

/** One field of the matrix. Its name is {@code operation/FAULT@MOMENT/WAY}, by which it can be run alone. */
record Cell(Operation operation, Fault fault, Moment moment, Way way) {
    String name() {
        return operation.name() + "/" + fault + "@" + moment + "/" + way;
    }

    /** Whether there is anything that this fault can do at this moment. */
    boolean makesSense() {
        if (moment == Moment.IDLE) {
            return operation.kind() == Operation.Kind.VALUE
                    && switch (fault) {
                        case FIN, RST, EARLY_ANSWER, STALL -> true;
                        default -> false;
                    };
        }
        // after the head it would only be more bytes of the body, and a session's input comes after the head
        boolean uploading = moment.isUpload() && operation.kind() != Operation.Kind.SESSION;
        return fault != Fault.EARLY_ANSWER || uploading || moment == Moment.BEFORE_HEAD;
    }
}
