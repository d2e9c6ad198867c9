package org.tresllaves.cli;

import picocli.CommandLine.Command;

@Command(name = "submit")
final class SubmitVerb extends Verb {
    SubmitVerb(Run run) {
        super(run);
    }

    @Override
    void act() throws Stop {
        throw new Stop(Problem.LATER);
    }
}
