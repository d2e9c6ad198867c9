package org.tresllaves.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tresllaves.client.Address;
import org.tresllaves.protocol.Refusal;
import org.tresllaves.protocol.Refused;
import org.tresllaves.client.Untrue;
import org.tresllaves.onion.TorFailure;
import org.tresllaves.protocol.Malformed;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.MutuallyExclusiveArgsException;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The one place where what went wrong becomes two lines and an exit code: {@code error:} what happened, {@code hint:} what to do next. */
final class Failures implements CommandLine.IParameterExceptionHandler, CommandLine.IExecutionExceptionHandler {
    private final Run run;

    Failures(Run run) {
        this.run = run;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        String help = e.getCommandLine().getCommandSpec().qualifiedName() + " --help";
        return report(switch (e) {
            case MissingParameterException missing ->
                new Stop(Problem.USAGE_MISSING, missing.getMissing().stream().map(this::name).collect(
                        Collectors.joining(", ")), help);
            case UnmatchedArgumentException unmatched ->
                new Stop(Problem.USAGE_UNKNOWN, unmatched.getUnmatched().getFirst(), help);
            case OverwrittenOptionException twice -> new Stop(Problem.USAGE_TWICE, name(twice.getOverwritten()), help);
            case MutuallyExclusiveArgsException together -> new Stop(Problem.USAGE_TOGETHER, "", help);
            default -> new Stop(Problem.USAGE_VALUE, Optional.ofNullable(e.getArgSpec()).map(this::name).orElse("-"),
                    Optional.ofNullable(e.getValue()).orElse(
                            ""),
                    help);
        });
    }

    private String name(ArgSpec arg) {
        return arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel();
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
        return report(stopOf(e));
    }

    private int report(Stop stop) {
        Texts texts = run.texts();
        run.terminal().say(texts.text("error", texts.text(stop.problem().error(), stop.values())));
        run.terminal().say(texts.text("hint", texts.text(stop.problem().hint(), stop.values())));
        return stop.problem().exit();
    }

    private Stop stopOf(Exception e) {
        return switch (e) {
            case Stop stop -> stop;
            case Refused refused -> new Stop(of(refused.refusal()));
            case org.tresllaves.panel.Refused refused ->
                refused.reason() == org.tresllaves.panel.Refused.Reason.NOT_CLOSED
                        ? new Stop(Problem.NOT_CLOSED)
                        : new Stop(Problem.REQUEST_REFUSED,
                                run.texts().text("request-check." + refused.reason().name()));
            case Untrue untrue -> new Stop(of(untrue.what()));
            case Address.Unusable unusable -> new Stop(of(unusable.reason()));
            case Malformed malformed -> new Stop(Problem.FILE_FORMAT, "", malformed.flaw().name());
            case TorFailure tor -> new Stop(of(tor.reason()));
            case java.net.ConnectException unreachable -> new Stop(Problem.SERVER_UNREACHABLE);
            case java.net.SocketException broke -> new Stop(Problem.SERVER_BROKE_OFF);
            case java.nio.file.FileSystemException disk ->
                new Stop(Problem.DISK, Optional.ofNullable(disk.getFile()).orElse(""));
            case IOException broke -> new Stop(Problem.SERVER_BROKE_OFF);
            default -> new Stop(Problem.BUG, e.getClass().getSimpleName() + place(e));
        };
    }

    /** Class and line only: a message could carry what must not be seen. */
    private static String place(Exception e) {
        StackTraceElement[] trace = e.getStackTrace();
        return trace.length == 0 ? "" : " " + trace[0].getFileName() + ":" + trace[0].getLineNumber();
    }

    private static Problem of(Refusal reason) {
        return switch (reason) {
            case MALFORMED -> Problem.MALFORMED;
            case LOGIN -> Problem.LOGIN;
            case UNKNOWN -> Problem.UNKNOWN;
            case USED -> Problem.USED;
            case ROSTER -> Problem.ROSTER_OLD;
            case LARGE -> Problem.TOO_LARGE;
            case REFUSED -> Problem.REFUSED;
            case BUSY -> Problem.BUSY;
            case FULL -> Problem.FULL;
            case LATER -> Problem.LATER;
        };
    }

    private static Problem of(Untrue.What what) {
        return switch (what) {
            case SHAPE, SEGMENT -> Problem.SERVER_STRANGE;
            case PANEL -> Problem.PANEL_DIFFERENT;
            case ROSTER -> Problem.ROSTER_INVALID;
            case PROMISE -> Problem.PROMISE_INVALID;
            case DOCKET -> Problem.DOCKET_INVALID;
            case INTAKE -> Problem.BATCH_INVALID;
            case BOARD -> Problem.BOARD_INVALID;
        };
    }

    private static Problem of(TorFailure.Reason reason) {
        return switch (reason) {
            case NOT_RUNNING -> Problem.TOR_NOT_RUNNING;
            case NOT_TOR -> Problem.TOR_STRANGE;
            case CONTROL_CLOSED, CONTROL_REFUSED -> Problem.TOR_CONTROL;
            case NOT_FOUND, DESCRIPTOR_BAD, ADDRESS_BAD -> Problem.ONION_NOT_FOUND;
            case TOO_SLOW, NO_INTRODUCTION, NO_RENDEZVOUS, INTRODUCTION_SLOW, UNREACHABLE -> Problem.ONION_UNREACHABLE;
            case KEY_NEEDED -> Problem.ONION_KEY_NEEDED;
            case KEY_WRONG -> Problem.ONION_KEY_WRONG;
            case CONNECTION_REFUSED -> Problem.SERVER_UNREACHABLE;
        };
    }

    private static Problem of(Address.Reason reason) {
        return switch (reason) {
            case MALFORMED -> Problem.ADDRESS_MALFORMED;
            case ONION -> Problem.ADDRESS_ONION;
            case CLEARNET -> Problem.ADDRESS_CLEARNET;
        };
    }
}
