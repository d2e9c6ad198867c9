package org.tresllaves.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A shell on a pseudo-terminal of its own, by {@code script} of util-linux, which every Debian has. What is typed goes through the kernel's terminal, so that
 * Ctrl-C is a signal and an echo is an echo.
 */
final class Pty implements AutoCloseable {
    static final String CTRL_C = "\u0003";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final StringBuilder screen = new StringBuilder();
    private final Thread reading;

    private Pty(Process process) {
        this.process = process;
        this.reading = Thread.ofVirtual().start(this::read);
    }

    /** Runs {@code tresllaves} with these arguments; afterwards says {@code exit=} and how the terminal stands. */
    static Pty run(Path folder, List<String> arguments) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String line = "trap : INT; " + java + " -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Djava.io.tmpdir=" + folder
                + "/tmp --enable-native-access=ALL-UNNAMED org.tresllaves.cli.Tresllaves --language en "
                + String.join(" ", arguments) + "; echo exit=$?; stty -a";
        ProcessBuilder builder = new ProcessBuilder("script", "-q", "-e", "-c", line, "/dev/null")
                .directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().put("SHELL", "/bin/sh");
        builder.environment().put("TERM", "xterm");
        builder.environment().put("LC_ALL", "C.UTF-8");
        return new Pty(builder.start());
    }

    private void read() {
        try (InputStream in = process.getInputStream()) {
            byte[] piece = new byte[4096];
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                synchronized (screen) {
                    screen.append(new String(piece, 0, n, StandardCharsets.UTF_8));
                    screen.notifyAll();
                }
            }
        } catch (IOException e) {
            // It was closed.
        }
    }

    /** Everything the screen has shown. */
    String screen() {
        synchronized (screen) {
            return screen.toString();
        }
    }

    /** Waits until the screen shows this, and answers with the match. */
    Matcher shows(String pattern) throws InterruptedException {
        Pattern wanted = Pattern.compile(pattern);
        long end = System.nanoTime() + PATIENCE.toNanos();
        synchronized (screen) {
            Matcher found = wanted.matcher(screen.toString());
            while (!found.find()) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    throw new AssertionError("no " + pattern + " in:\n" + screen);
                }
                TimeUnit.NANOSECONDS.timedWait(screen, left);
                found = wanted.matcher(screen.toString());
            }
            return found;
        }
    }

    void type(String text) throws IOException {
        OutputStream keys = process.getOutputStream();
        keys.write(text.getBytes(StandardCharsets.UTF_8));
        keys.flush();
    }

    void line(String text) throws IOException {
        type(text + "\n");
    }

    /** How the command ended, once the shell has said how the terminal stands. */
    String ended() throws InterruptedException {
        shows("[ -]iexten[\\s\\S]*echoke");
        return screen();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            reading.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
