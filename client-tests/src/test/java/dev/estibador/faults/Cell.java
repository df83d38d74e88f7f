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
        // After the head it would only be more bytes of the body. A session's input comes after the head, that of a
        // build, too.
        boolean uploading = moment.isUpload()
                && switch (operation.kind()) {
                    case SESSION, OPTIONAL_STEP -> false;
                    case VALUE, STREAM, RESUMED_STREAM -> true;
                };
        return fault != Fault.EARLY_ANSWER || uploading || moment == Moment.BEFORE_HEAD;
    }
}
