package org.tresllaves.cli;

import picocli.CommandLine.Command;

@Command(name = "return")
final class ReturnVerb extends Verb {
    ReturnVerb(Run run) {
        super(run);
    }

    @Override
    void act() throws Stop {
        throw new Stop(Problem.LATER);
    }
}
