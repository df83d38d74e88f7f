package dev.estibador.matrix;

import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;

/** As {@link MatrixCondition}, for properties. Registered for all of them by a service file. */
public final class PropertySkips implements SkipExecutionHook {
    @Override
    public PropagationMode propagateTo() {
        return PropagationMode.ALL_DESCENDANTS;
    }

    @Override
    public SkipResult shouldBeSkipped(LifecycleContext context) {
        if (context instanceof PropertyLifecycleContext property) {
            String reason = MatrixCondition.reason(Terms.of(property.containerClass(), property.targetMethod()));
            if (reason != null) {
                return SkipResult.skip(reason);
            }
        }
        return SkipResult.doNotSkip();
    }
}
