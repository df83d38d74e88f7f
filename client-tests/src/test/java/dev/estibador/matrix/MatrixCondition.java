package dev.estibador.matrix;

import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips what the engine under test cannot do. Registered for all tests by a service file. */
public final class MatrixCondition implements ExecutionCondition {
    /** How the reason begins where a test is not one of the matrix at all. */
    static final String LEFT_OUT = "not in the matrix: ";

    private static final ConditionEvaluationResult RUN = ConditionEvaluationResult.enabled("can be run");

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Class<?> type = context.getTestClass().orElse(null);
        if (type == null) {
            return RUN;
        }
        Terms terms = Terms.of(type, context.getTestMethod().orElse(null));
        if (EngineUnderTest.isOfMatrix() && terms.defaultOnly() != null) {
            return ConditionEvaluationResult.disabled(LEFT_OUT + terms.defaultOnly());
        }
        Optional<Capability> lacking = terms.needs().stream()
                .filter(capability -> !EngineUnderTest.current().has(capability))
                .findFirst();
        return lacking.map(capability ->
                        ConditionEvaluationResult.disabled(capability + ": the engine " + capability.lack()))
                .orElse(RUN);
    }
}
