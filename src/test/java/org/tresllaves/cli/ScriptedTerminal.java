package org.tresllaves.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;

/** A person who types prepared answers; keeps a transcript of talk, questions and answers in their order. */
final class ScriptedTerminal implements Terminal {
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(data, true, StandardCharsets.UTF_8);
    private final StringBuilder talk = new StringBuilder();
    private final Deque<Function<ScriptedTerminal, String>> answers = new ArrayDeque<>();
    private final byte[] in;
    private final boolean person;

    private ScriptedTerminal(boolean person, String in) {
        this.person = person;
        this.in = in.getBytes(StandardCharsets.UTF_8);
    }

    static ScriptedTerminal nobody(String in) {
        return new ScriptedTerminal(false, in);
    }

    static ScriptedTerminal person(String... typed) {
        ScriptedTerminal terminal = new ScriptedTerminal(true, "");
        for (String line : typed) {
            terminal.answers.add(t -> line);
        }
        return terminal;
    }

    /** Answers the next question by looking at what is on the screen. */
    ScriptedTerminal thenAnswer(Function<ScriptedTerminal, String> answer) {
        answers.add(answer);
        return this;
    }

    String data() {
        return data.toString(StandardCharsets.UTF_8);
    }

    String talk() {
        return talk.toString();
    }

    @Override
    public PrintStream out() {
        return out;
    }

    @Override
    public InputStream in() {
        return new ByteArrayInputStream(in);
    }

    @Override
    public void say(String line) {
        talk.append(line).append('\n');
    }

    @Override
    public boolean canAsk() {
        return person;
    }

    @Override
    public Optional<String> ask(String prompt) {
        talk.append(prompt).append('\n');
        return answers.isEmpty() ? Optional.empty() : Optional.of(answers.poll().apply(this));
    }

    @Override
    public Optional<char[]> askHidden(String prompt) {
        return ask(prompt).map(String::toCharArray);
    }

    @Override
    public boolean canRedraw() {
        return false;
    }

    @Override
    public void redraw(String line) {
        // Never drawn: canRedraw() is false.
    }
}
