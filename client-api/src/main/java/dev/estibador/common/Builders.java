package dev.estibador.common;

import java.util.function.Consumer;

/** What a method that takes a lambda on a builder does with it. */
public final class Builders {
    private Builders() {}

    /** The builder, after {@code change} has been at it. */
    public static <B> B built(B builder, Consumer<? super B> change) {
        change.accept(builder);
        return builder;
    }
}
