/** Where user code runs, and how a call of several steps is ended. Knows the JDK alone. */
@NullMarked
package dev.estibador.netty.execution;

import org.jspecify.annotations.NullMarked;
