package dev.estibador.netty.listener;

import dev.estibador.connect.CallObserver;
import dev.estibador.connect.CallTotals;
import java.util.List;

/** Writes down what it hears of a call. */
final class Listening implements CallObserver {
    private final List<String> heard;

    Listening(List<String> heard) {
        this.heard = heard;
    }

    @Override
    public void head(int status) {
        heard.add("head " + status);
    }

    @Override
    public void bytes(long sent, long received) {
        heard.add("bytes " + sent + " " + received);
    }

    @Override
    public void ended(CallTotals totals) {
        end("ended", totals);
    }

    @Override
    public void failed(CallTotals totals, Throwable failure) {
        end("failed by " + failure.getClass().getSimpleName(), totals);
    }

    @Override
    public void cancelled(CallTotals totals) {
        end("cancelled", totals);
    }

    private void end(String how, CallTotals totals) {
        heard.add(how + ", " + totals.status() + ", " + totals.sent() + ", " + totals.received());
    }
}
