package dev.estibador.matrix;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * On which engines a test runs, from the annotations of its method, its class and the classes around it.
 *
 * @param needs without which it is skipped
 * @param defaultOnly why it is left out of the matrix; null if it is in it
 */
record Terms(Set<Capability> needs, @Nullable String defaultOnly) {
    static Terms of(Class<?> type, @Nullable Method method) {
        Set<Capability> needs = EnumSet.noneOf(Capability.class);
        String defaultOnly = method == null ? null : add(method, needs);
        for (Class<?> around = type; around != null; around = around.getEnclosingClass()) {
            for (Class<?> above = around; above != null; above = above.getSuperclass()) {
                String reason = add(above, needs);
                defaultOnly = defaultOnly == null ? reason : defaultOnly;
            }
        }
        return new Terms(needs, defaultOnly);
    }

    private static @Nullable String add(AnnotatedElement element, Set<Capability> needs) {
        Needs more = element.getDeclaredAnnotation(Needs.class);
        if (more != null) {
            needs.addAll(List.of(more.value()));
        }
        DefaultEngineOnly only = element.getDeclaredAnnotation(DefaultEngineOnly.class);
        return only == null ? null : only.value();
    }
}
