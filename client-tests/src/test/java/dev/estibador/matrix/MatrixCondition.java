package dev.estibador.matrix;

import org.jspecify.annotations.Nullable;
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
        String reason = reason(Terms.of(type, context.getTestMethod().orElse(null)));
        return reason == null ? RUN : ConditionEvaluationResult.disabled(reason);
    }

    /** Why the engine under test is not given such a test; null if it is. */
    static @Nullable String reason(Terms terms) {
        if (EngineUnderTest.isOfMatrix() && terms.defaultOnly() != null) {
            return LEFT_OUT + terms.defaultOnly();
        }
        return terms.needs().stream()
                .filter(capability -> !EngineUnderTest.can(capability))
                .findFirst()
                .map(capability -> capability + ": the engine " + capability.lack())
                .orElse(null);
    }
}
