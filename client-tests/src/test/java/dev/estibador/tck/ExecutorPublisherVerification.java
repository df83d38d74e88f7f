package dev.estibador.tck;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.annotations.AfterClass;

/** What the verifications of publishers that signal on an executor have in common. */
public abstract class ExecutorPublisherVerification<T> extends FlowPublisherVerification<T> {
    /** Milliseconds within which a signal must come, and in which none may. */
    static final TestEnvironment PATIENCE = new TestEnvironment(2000, 100);

    final ExecutorService executor = Executors.newCachedThreadPool();

    ExecutorPublisherVerification() {
        super(PATIENCE);
    }

    @AfterClass
    public void stop() {
        executor.shutdown();
    }

    @Override
    public long maxElementsFromPublisher() {
        return 10_000;
    }
}
