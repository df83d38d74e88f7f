package dev.estibador.matrix;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** Tests are run on two versions of Java; these take long and are run on the first alone, for the reason that is given. */
@Tag("one-java")
@net.jqwik.api.Tag("one-java")
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface OnOneJava {
    String value();
}
