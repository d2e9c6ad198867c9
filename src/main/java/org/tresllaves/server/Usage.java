package org.tresllaves.server;

import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, in one sentence that says where to look. */
final class Usage {
    private static final int BAD_LINE = 2;

    private Usage() {
    }

    static int tell(ParameterException wrong, String[] args) {
        String help = wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help";
        wrong.getCommandLine().getErr().println(Texts.get("error") + ": " + switch (wrong) {
            case MissingParameterException missing -> Texts.get("error.usage-missing",
                    missing.getMissing().stream().map(Usage::name).collect(Collectors.joining(", ")), help);
            case UnmatchedArgumentException unmatched ->
                Texts.get("error.usage-unknown", unmatched.getUnmatched().getFirst(), help);
            case OverwrittenOptionException twice ->
                Texts.get("error.usage-twice", name(twice.getOverwritten()), help);
            default -> Texts.get("error.usage-value", Optional.ofNullable(wrong.getArgSpec()).map(Usage::name).orElse(
                    "-"), help, Optional.ofNullable(wrong.getValue()).orElse(""));
        });
        return BAD_LINE;
    }

    private static String name(ArgSpec arg) {
        return arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel();
    }
}
