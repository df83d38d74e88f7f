package dev.estibador.netty.json;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.std.StdValueInstantiator;
import tools.jackson.databind.introspect.AnnotatedWithParams;
import tools.jackson.databind.module.SimpleValueInstantiators;

/**
 * Calls the creators of values by a handle that takes their arguments as they lie in an array. Jackson 3.2 makes such a
 * handle anew for each value, which is a fifth of all the time that reading a list takes.
 */
@SuppressWarnings("serial") // which nobody does with a mapper of ours
final class DirectCreators extends SimpleValueInstantiators {
    @Override
    public ValueInstantiator modifyValueInstantiator(
            DeserializationConfig config, BeanDescription.Supplier type, ValueInstantiator usual) {
        if (usual.getClass() == StdValueInstantiator.class) {
            MethodHandle creator = handle(usual.getWithArgsCreator());
            return creator == null ? usual : new Direct((StdValueInstantiator) usual, creator);
        }
        return usual;
    }

    /** From an array of arguments to the value; null if the creator is none that everybody may call. */
    private static @Nullable MethodHandle handle(@Nullable AnnotatedWithParams creator) {
        AnnotatedElement element = creator == null ? null : creator.getAnnotated();
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        try {
            MethodHandle direct = element instanceof Constructor<?> constructor
                    ? lookup.unreflectConstructor(constructor)
                    : element instanceof Method method ? lookup.unreflect(method) : null;
            return direct == null
                    ? null
                    : direct.asSpreader(Object[].class, direct.type().parameterCount())
                            .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (IllegalAccessException e) {
            return null;
        }
    }

    @SuppressWarnings("serial")
    private static final class Direct extends StdValueInstantiator {
        private final MethodHandle creator;

        Direct(StdValueInstantiator usual, MethodHandle creator) {
            super(usual);
            this.creator = creator;
        }

        @Override
        public Object createFromObjectWith(DeserializationContext context, Object[] arguments) {
            try {
                return (Object) creator.invokeExact(arguments);
            } catch (Error e) {
                throw e;
            } catch (Throwable e) {
                return context.handleInstantiationProblem(_valueClass, arguments, rewrapCtorProblem(context, e));
            }
        }
    }
}
