package org.tresllaves.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.tresllaves.protocol.Languages;
import org.tresllaves.client.Address;
import org.tresllaves.protocol.Refused;
import org.tresllaves.client.Untrue;
import org.tresllaves.protocol.Malformed;
import picocli.CommandLine.Option;

/** One verb of the command: it either does its work whole or throws. */
abstract class Verb implements Callable<Integer> {
    final Run run;

    @Option(names = {"-h", "--help"}, usageHelp = true, descriptionKey = "option.help")
    private boolean help;

    @Option(names = "--language", paramLabel = "${bundle:label.language}", descriptionKey = "option.language")
    String language = "";

    Verb(Run run) {
        this.run = run;
    }

    /** Does the work. */
    abstract void act()
            throws Stop, IOException, Refused, Untrue, Address.Unusable, Malformed, org.tresllaves.panel.Refused;

    @Override
    public final Integer call() throws Exception {
        if (!language.isEmpty() && !Languages.ALL.contains(language)) {
            throw new Stop(Problem.USAGE_VALUE, "--language", language);
        }
        act();
        return 0;
    }
}
