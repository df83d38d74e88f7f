package dev.estibador.common;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The API version that a field came with, where that is later than the oldest that this client speaks. Setting it for an
 * engine that is older is an {@link dev.estibador.error.UnsupportedByEngineException}, before anything is sent.
 */
@Documented
@Target({ElementType.RECORD_COMPONENT, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface ApiSince {
    /** Such as {@code 1.44}. */
    String value();
}
