package org.tresllaves.cli;

import java.io.PrintWriter;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The {@code tresllaves} command of sources, members and readers. Exit codes: 0 done; 1 a bug; 2 the command line; 3 something given to it; 4 this machine
 * or the way to the server; 5 the server refused; 6 something does not check out; 7 not possible yet.
 */
public final class Tresllaves {
    private static final int WIDTH = 96;
    /** In the order of the help page. */
    private static final Map<String, Class<?>> VERBS = new LinkedHashMap<>();

    static {
        VERBS.put("submit", SubmitVerb.class);
        VERBS.put("return", ReturnVerb.class);
        VERBS.put("docket", DocketVerbs.class);
        VERBS.put("panel", PanelVerbs.class);
        VERBS.put("key", KeyVerbs.class);
        VERBS.put("verify", VerifyVerb.class);
        VERBS.put("leaflet", LeafletVerb.class);
    }

    private Tresllaves() {
    }

    public static void main(String[] args) {
        SystemTerminal terminal = new SystemTerminal(System.getenv());
        Run run = Run.ofThisProcess(terminal, args, System.getenv());
        Thread brokenOff = new Thread(() -> terminal.stop(run.texts().text("stopped")));
        Runtime.getRuntime().addShutdownHook(brokenOff);
        int exit = run(args, run);
        try {
            Runtime.getRuntime().removeShutdownHook(brokenOff);
        } catch (IllegalStateException e) {
            return; // Ctrl-C came first, and has the last word
        }
        if (exit != 0) {
            System.exit(exit); // which loads the JDK's logging: a run that went well ends without it
        }
    }

    static int run(String[] args, Run run) {
        CommandLine line = line(run, new HashSet<>(List.of(args)));
        return line.execute(args.length == 0 ? new String[]{"--help"} : args);
    }

    /** The whole command. */
    static CommandLine line(Run run) {
        return line(run, VERBS.keySet());
    }

    /** The command with only those verbs made that may be asked for: of the others the name is enough, and making them takes longer than any help page. */
    private static CommandLine line(Run run, Set<String> asked) {
        Maker maker = new Maker(run);
        CommandLine line = new CommandLine(new Top(), maker);
        VERBS.forEach((name, verb) -> line.addSubcommand(name, asked.contains(name)
                ? new CommandLine(verb, maker)
                : new CommandLine(CommandSpec.create())));
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

    @Command(name = "tresllaves", synopsisSubcommandLabel = "${bundle:label.command}", versionProvider = Version.class)
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
