package org.tresllaves.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A noun with verbs under it: called alone it shows what can be done. */
abstract class Group implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = {"-h", "--help"}, usageHelp = true, descriptionKey = "option.help")
    private boolean help;

    @Option(names = "--language", paramLabel = "${bundle:label.language}", descriptionKey = "option.language")
    private String language = "";

    @Override
    public final void run() {
        CommandLine line = spec.commandLine();
        line.usage(line.getOut());
    }
}
