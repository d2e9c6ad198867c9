package org.tresllaves.protocol;

/**
 * Why bytes were refused. Each format has its own enum of flaws, listed on its spec page with the violation it answers;
 * vectors name them. Flaws are for logs of tests and for the person at the keyboard: a server never sends one.
 */
public interface Flaw {
    /** The enum constant's name, as vectors and spec pages write it. */
    String name();
}
