package org.tresllaves.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** This process's own streams. Data is UTF-8 when piped and the terminal's own encoding otherwise; letters it lacks lose their accents. */
final class SystemTerminal implements Terminal {
    private final PrintStream out;
    private final PrintStream err;
    private final Charset typed;
    private final Charset shown;
    private final boolean keyboard;
    private final boolean screen;
    private final boolean redraws;
    private int drawn;
    private volatile boolean stopped;

    SystemTerminal(Map<String, String> environment) {
        keyboard = isTerminal(0);
        screen = isTerminal(2);
        redraws = screen && !"dumb".equals(environment.getOrDefault("TERM", "dumb"));
        typed = charset("stdin.encoding");
        shown = screen ? charset("stderr.encoding") : StandardCharsets.UTF_8;
        out = stream(FileDescriptor.out, isTerminal(1) ? charset("stdout.encoding") : StandardCharsets.UTF_8);
        err = stream(FileDescriptor.err, shown);
    }

    private static PrintStream stream(FileDescriptor descriptor, Charset charset) {
        return new PrintStream(new FileOutputStream(descriptor), true, charset) {
            @Override
            public void print(String text) {
                super.print(Letters.fit(text, charset));
            }

            @Override
            public void println(String text) {
                super.println(Letters.fit(text, charset));
            }
        };
    }

    private static Charset charset(String property) {
        try {
            return Charset.forName(System.getProperty(property, "UTF-8"));
        } catch (IllegalArgumentException e) {
            return StandardCharsets.UTF_8;
        }
    }

    /** Linux tells by the descriptor's link; elsewhere the JDK's console answers for all three at once. */
    private static boolean isTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return System.console() != null && System.console().isTerminal();
        }
    }

    @Override
    public PrintStream out() {
        return out;
    }

    @Override
    public InputStream in() {
        return System.in;
    }

    @Override
    public void say(String line) {
        if (!stopped) {
            redraw("");
            err.println(line);
        }
    }

    /** The last line of a run that was broken off, below whatever stands there; what the run would still say while it ends is not said. */
    void stop(String line) {
        stopped = true;
        err.println();
        err.println(Letters.fit(line, shown));
    }

    @Override
    public boolean canAsk() {
        return keyboard;
    }

    @Override
    public Optional<String> ask(String prompt) throws IOException {
        err.print(prompt + " ");
        err.flush();
        return line().map(String::new);
    }

    @Override
    public Optional<char[]> askHidden(String prompt) throws IOException {
        // Ctrl-C at this prompt must not leave the person's terminal mute.
        Thread restore = new Thread(() -> echo(true));
        Runtime.getRuntime().addShutdownHook(restore);
        try {
            if (!echo(false)) {
                return Optional.empty(); // what would be seen is not asked for
            }
            err.print(prompt + " ");
            err.flush();
            return line();
        } finally {
            if (!stopped) {
                echo(true);
                Runtime.getRuntime().removeShutdownHook(restore);
                err.println();
            }
        }
    }

    private static boolean echo(boolean on) {
        try {
            return new ProcessBuilder("stty", on ? "echo" : "-echo").inheritIO().start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Byte by byte, so that nothing typed ahead is swallowed; the buffer is zeroed since it may hold a passphrase. */
    private Optional<char[]> line() throws IOException {
        byte[] buffer = new byte[1 << 12];
        int length = 0;
        int next = System.in.read();
        boolean ended = next < 0;
        while (next >= 0 && next != '\n' && length < buffer.length) {
            buffer[length++] = (byte) next;
            next = System.in.read();
        }
        if (length > 0 && buffer[length - 1] == '\r') {
            length--;
        }
        CharBuffer chars = typed.decode(ByteBuffer.wrap(buffer, 0, length));
        char[] line = new char[chars.remaining()];
        chars.get(line);
        Arrays.fill(buffer, (byte) 0);
        Arrays.fill(chars.array(), '\0');
        return ended ? Optional.empty() : Optional.of(line);
    }

    @Override
    public boolean canRedraw() {
        return redraws;
    }

    @Override
    public void redraw(String line) {
        if (!redraws || stopped || drawn == 0 && line.isEmpty()) {
            return;
        }
        err.print("\r" + line + " ".repeat(Math.max(0, drawn - line.length())) + (line.isEmpty() ? "\r" : ""));
        err.flush();
        drawn = line.length();
    }
}
