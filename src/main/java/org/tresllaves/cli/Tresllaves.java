package org.tresllaves.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;

/**
 * The {@code tresllaves} command of sources, members and readers. Exit codes: 0 done; 1 a bug; 2 the command line; 3 something given to it; 4 this machine
 * or the way to the server; 5 the server refused; 6 something does not check out; 7 not possible yet.
 */
public final class Tresllaves {
    private static final int WIDTH = 96;

    private Tresllaves() {
    }

    public static void main(String[] args) {
        System.exit(run(args, Run.ofThisProcess(args, System.getenv())));
    }

    static int run(String[] args, Run run) {
        CommandLine line = line(run);
        return line.execute(args.length == 0 ? new String[]{"--help"} : args);
    }

    static CommandLine line(Run run) {
        CommandLine line = new CommandLine(new Top(), new Maker(run));
        line.setResourceBundle(run.texts().bundle());
        line.setOut(new PrintWriter(run.terminal().out(), true));
        line.setErr(new PrintWriter(run.terminal().out(), true));
        line.setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF));
        line.setUsageHelpWidth(WIDTH);
        line.setUsageHelpLongOptionsMaxWidth(30);
        line.setExpandAtFiles(false);
        Failures failures = new Failures(run);
        line.setParameterExceptionHandler(failures);
        line.setExecutionExceptionHandler(failures);
        return line;
    }

    /** Makes commands with the run they belong to. */
    private record Maker(Run run) implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            if (Verb.class.isAssignableFrom(type)) {
                return type.getDeclaredConstructor(Run.class).newInstance(run);
            }
            return CommandLine.defaultFactory().create(type);
        }
    }

    @Command(name = "tresllaves", synopsisSubcommandLabel = "${bundle:label.command}", subcommands = {SubmitVerb.class,
            ReturnVerb.class, DocketVerbs.class, PanelVerbs.class, KeyVerbs.class,
            VerifyVerb.class, LeafletVerb.class}, versionProvider = Version.class)
    static final class Top extends Group {
        @CommandLine.Option(names = {"-V", "--version"}, versionHelp = true, descriptionKey = "option.version")
        private boolean version;
    }

    /** The version this jar was built as. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Tresllaves.class.getPackage().getImplementationVersion();
            return new String[]{"tresllaves " + (version == null ? "0.1.0" : version)};
        }
    }
}
