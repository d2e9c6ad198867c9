package org.tresllaves.server;

import java.io.IOException;
import java.util.ResourceBundle;
import org.tresllaves.onion.TorFailure;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Refused;
import org.tresllaves.server.page.Unfit;
import org.tresllaves.server.notices.BadNoticeFile;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code tresllaves-server}: sets a server up, runs it, tells how it stands, copies it. Nothing but {@code serve} loads Spring. */
@Command(name = "tresllaves-server", mixinStandardHelpOptions = true, version = "tresllaves-server 0.1.0", resourceBundle = Texts.BUNDLE, subcommands = {
        Init.class, Serve.class, Admit.class, Torrc.class, Status.class, Grow.class, Backup.class,
        SendNotices.class})
public final class Main {
    private static final int FAILED = 1;

    private Main() {
    }

    public static void main(String[] args) {
        System.exit(command().execute(args));
    }

    static CommandLine command() {
        CommandLine line = new CommandLine(new Main());
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println(Texts.get("error") + ": " + told(failure));
            return FAILED;
        });
        return line;
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
            default -> failure.getClass().getSimpleName() + ": " + failure.getMessage();
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
