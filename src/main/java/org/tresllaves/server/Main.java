package org.tresllaves.server;

import java.io.IOException;
import java.util.Locale;
import java.util.ResourceBundle;
import org.tresllaves.onion.TorFailure;
import org.tresllaves.protocol.Languages;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Refused;
import org.tresllaves.server.page.Unfit;
import org.tresllaves.server.notices.BadNoticeFile;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code tresllaves-server}: sets a server up, runs it, tells how it stands, copies it. Nothing but {@code serve} loads Spring. */
@Command(name = "tresllaves-server", version = "tresllaves-server 0.1.0", synopsisSubcommandLabel = "${bundle:label.command}", subcommands = {
        Init.class, Serve.class, Admit.class, Torrc.class, Status.class, Grow.class, Backup.class,
        SendNotices.class})
public final class Main {
    private static final int FAILED = 1;
    private static final int WIDTH = 96;
    private static final int OPTIONS_WIDTH = 30;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = {"-h", "--help"}, usageHelp = true, scope = ScopeType.INHERIT, descriptionKey = "option.help")
    private boolean help;

    @Option(names = {"-V", "--version"}, versionHelp = true, descriptionKey = "option.version")
    private boolean version;

    private Main() {
    }

    public static void main(String[] args) {
        Locale.setDefault(Locale.forLanguageTag(Languages.wanted(args, System.getenv())));
        System.exit(command().execute(args.length == 0 ? new String[]{"--help"} : args));
    }

    static CommandLine command() {
        CommandLine line = new CommandLine(new Main());
        line.setResourceBundle(Texts.bundle());
        line.setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF));
        line.setUsageHelpWidth(WIDTH);
        line.setUsageHelpLongOptionsMaxWidth(OPTIONS_WIDTH);
        line.setExpandAtFiles(false);
        line.setParameterExceptionHandler(Usage::tell);
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println(Texts.get("error") + ": " + told(failure));
            return FAILED;
        });
        return line;
    }

    /** Which language it is was settled before this is parsed; here one that is not spoken is refused. */
    @Option(names = "--language", paramLabel = "${bundle:label.language}", scope = ScopeType.INHERIT, descriptionKey = "option.language")
    void language(String tag) {
        if (!Languages.ALL.contains(tag)) {
            throw new ParameterException(spec.commandLine(), tag, spec.findOption("--language"), tag);
        }
    }

    /** One sentence for whoever sits at the keyboard: the operator, who may see names of its own files. */
    private static String told(Exception failure) {
        ResourceBundle texts = Texts.bundle();
        return switch (failure) {
            case Malformed malformed -> texts.getString("error.malformed") + " (" + malformed.flaw().name() + ")";
            case Refused refused -> texts.getString("error.other-panel");
            case Unfit unfit -> Texts.get("error.unfit", unfit.file(), unfit.reason());
            case BadNoticeFile bad -> Texts.get("error.notices", bad.line(),
                    Texts.get("notices." + bad.reason().name(), bad.key()));
            case Stop stop -> String.valueOf(stop.getMessage());
            case TorFailure tor -> Texts.get(of(tor.reason()), tor.about());
            case IOException io -> Texts.get("error.io", io.getClass().getSimpleName() + ": " + io.getMessage());
            default -> Texts.get("error.bug", failure.getClass().getSimpleName());
        };
    }

    private static String of(TorFailure.Reason reason) {
        return switch (reason) {
            case NOT_RUNNING -> "error.tor-missing";
            case CONTROL_CLOSED -> "error.tor-closed";
            default -> "error.tor-refused";
        };
    }

    /** Ends a command with a sentence in the operator's language. */
    static final class Stop extends Exception {
        private static final long serialVersionUID = 1L;

        Stop(String key, Object... values) {
            super(Texts.get(key, values), null, false, false);
        }
    }
}
