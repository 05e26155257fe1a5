package dev.tacho.weave;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the parameter of advice that gets, as a constant, the number of the method into which it is
 * woven: see {@link dev.tacho.methods.NamedMethods}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface MethodNumber {}
