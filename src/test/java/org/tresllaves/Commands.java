package org.tresllaves;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;

/** The two shipped commands, run as processes in one folder, as people would. */
@NullMarked
final class Commands {
    private static final Path DIST = Path.of("target/dist").toAbsolutePath();
    private final Path folder;

    Commands(Path folder) {
        this.folder = folder;
    }

    /** What a command did. */
    record Done(String command, int exit, String out, String err) {
        Done ok() {
            if (exit != 0) {
                throw new AssertionError(this.toString());
            }
            return this;
        }

        @Override
        public String toString() {
            return "$ " + command + " -> " + exit + "\n" + out + err;
        }
    }

    Done people(String... arguments) {
        return run("tresllaves", arguments);
    }

    Done server(String... arguments) {
        return run("tresllaves-server", arguments);
    }

    /** Hands a file in as a form, the way a browser without scripts does, and answers with the page shown. */
    Done form(String url, String file) {
        return run("curl",
                new ProcessBuilder("curl", "--silent", "--show-error", "--fail-with-body", "--max-time", "60", "--form",
                        "sealed=@" + file, url).directory(folder.toFile()));
    }

    /** Fills the folder with what is in another. */
    Done copy(Path from) {
        return run("cp", new ProcessBuilder("cp", "-a", from + "/.", folder.toString()));
    }

    /** Starts a command that goes on, its words in a file. */
    Process start(String name, String... arguments) throws IOException {
        return builder(name, arguments).redirectOutput(folder.resolve("serve.log").toFile()).redirectErrorStream(true)
                .start();
    }

    /** What a started command has said so far. */
    String log(Process process) throws IOException {
        return Files.readString(folder.resolve("serve.log")) + (process.isAlive() ? "" : "\n(ended)");
    }

    /** Waits until a started command has said this, and returns the first group. */
    String said(Process process, Pattern wanted) throws IOException, InterruptedException {
        for (int attempt = 0; attempt < 900 && process.isAlive(); attempt++) {
            Matcher said = wanted.matcher(log(process));
            if (said.find()) {
                return said.group(1);
            }
            process.waitFor(100, TimeUnit.MILLISECONDS);
        }
        throw new AssertionError(log(process));
    }

    /** Starts the server on a free port and waits until it listens. */
    Process serve(int port, String... arguments) throws IOException, InterruptedException {
        Process process = start("tresllaves-server", arguments);
        for (int attempt = 0; attempt < 600 && process.isAlive(); attempt++) {
            try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertThat(probe.isConnected()).isTrue();
                return process;
            } catch (IOException notYet) {
                process.waitFor(100, TimeUnit.MILLISECONDS);
            }
        }
        throw new AssertionError(Files.readString(folder.resolve("serve.log")));
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Done run(String name, String... arguments) {
        return run(name + " " + String.join(" ", arguments), builder(name, arguments));
    }

    private Done run(String name, ProcessBuilder builder) {
        try {
            Path out = Files.createTempFile(folder, ".out", "");
            Path err = Files.createTempFile(folder, ".err", "");
            Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
            if (!process.waitFor(300, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(name + " did not end");
            }
            return new Done(name, process.exitValue(), take(out), take(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private ProcessBuilder builder(String name, String... arguments) {
        List<String> command = new ArrayList<>(List.of(DIST.resolve(name).resolve("bin").resolve(name).toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        return builder;
    }

    private static String take(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        Files.delete(file);
        return text;
    }
}
