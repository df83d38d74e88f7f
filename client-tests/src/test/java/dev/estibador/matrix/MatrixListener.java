package dev.estibador.matrix;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Counts the engine tests of a run, writes them into the report, and stops an engine that was started for them. */
public final class MatrixListener implements TestExecutionListener {
    /** By class and method, so that a test counts once, however many ways to the engine it is run over. */
    private final Map<String, EngineResult.Row> rows = new TreeMap<>();

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        if (EngineUnderTest.isOfMatrix()) {
            Runtime.getRuntime().addShutdownHook(new Thread(EngineUnderTest::stop, "engine-stop"));
        }
    }

    @Override
    public synchronized void executionSkipped(TestIdentifier test, String reason) {
        if (test.getSource().orElse(null) instanceof ClassSource source) {
            skipAll(source.getJavaClass(), reason);
        } else {
            add(test, EngineResult.Outcome.SKIPPED, reason);
        }
    }

    /** Whoever skips a class does not say what is in it. */
    private void skipAll(Class<?> type, String reason) {
        for (Method method :
                AnnotationSupport.findAnnotatedMethods(type, Testable.class, HierarchyTraversalMode.TOP_DOWN)) {
            add(type.getName() + "." + method.getName(), Terms.of(type, method), EngineResult.Outcome.SKIPPED, reason);
        }
        ReflectionSupport.findNestedClasses(type, nested -> AnnotationSupport.isAnnotated(nested, Nested.class))
                .forEach(nested -> skipAll(nested, reason));
    }

    @Override
    public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
        boolean passed = result.getStatus() != TestExecutionResult.Status.FAILED;
        if (test.isTest() || !passed) {
            add(test, passed ? EngineResult.Outcome.PASSED : EngineResult.Outcome.FAILED, "");
        }
    }

    private void add(TestIdentifier test, EngineResult.Outcome outcome, String reason) {
        TestSource source = test.getSource().orElse(null);
        if (source instanceof MethodSource method) {
            Terms terms = Terms.of(method.getJavaClass(), method.getJavaMethod());
            add(method.getClassName() + "." + method.getMethodName(), terms, outcome, reason);
        } else if (source instanceof ClassSource type) {
            add(type.getClassName() + ".all", Terms.of(type.getJavaClass(), null), outcome, reason);
        }
    }

    private void add(String name, Terms terms, EngineResult.Outcome outcome, String reason) {
        if (!name.contains("EngineTest") || (terms.defaultOnly() != null && !EngineUnderTest.isOfMatrix())) {
            return;
        }
        rows.merge(name, new EngineResult.Row(name, outcome, terms.needs(), reason), EngineResult.Row::or);
    }

    @Override
    public synchronized void testPlanExecutionFinished(TestPlan plan) {
        if (rows.isEmpty()) {
            return;
        }
        EngineUnderTest.stop();
        EngineResult.add(EngineUnderTest.title(), rows);
    }
}
