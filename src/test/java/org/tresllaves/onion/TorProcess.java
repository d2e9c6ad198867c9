package org.tresllaves.onion;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One tor of a private network: its directory, its torrc, and the process, which ends with this JVM whatever happens. */
final class TorProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path directory;
    private final Process process;

    private TorProcess(Path directory, Process process) {
        this.directory = directory;
        this.process = process;
    }

    /** Starts tor in a directory that may already hold its keys. */
    static TorProcess start(Path directory, List<String> torrc) throws IOException {
        make(directory);
        Path empty = Files.write(directory.resolve("empty"), new byte[0]);
        Path file = Files.write(directory.resolve("torrc"), torrc);
        Files.writeString(directory.resolve("torrc"), String.join("\n", "",
                "DataDirectory " + directory, "Log notice file " + directory.resolve("log"),
                "TestingTorNetwork 1", "Address 127.0.0.1", "AddressDisableIPv6 1", "AvoidDiskWrites 1", "NumCPUs 1",
                "PathsNeededToBuildCircuits 0.67", "ControlPort auto", "CookieAuthentication 1",
                "ControlPortWriteToFile " + directory.resolve("control-port"), "GeoIPFile " + empty,
                "GeoIPv6File " + empty, "UseDefaultFallbackDirs 0", "ShutdownWaitLength 0",
                "__OwningControllerProcess " + ProcessHandle.current().pid(), ""),
                java.nio.file.StandardOpenOption.APPEND);
        Process process = new ProcessBuilder("tor", "--quiet", "--defaults-torrc", "/nonexistent",
                "--ignore-missing-torrc", "-f", file.toString())
                .redirectOutput(directory.resolve("out").toFile()).redirectErrorStream(true).start();
        return new TorProcess(directory, process);
    }

    static void make(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    }

    /** Its control port, once it has written it down. */
    TorPort control() throws IOException, InterruptedException {
        Path file = directory.resolve("control-port");
        for (long end = System.nanoTime() + PATIENCE.toNanos(); System.nanoTime() < end && process.isAlive();) {
            if (Files.exists(file) && Files.exists(directory.resolve("control_auth_cookie"))) {
                String line = Files.readString(file).strip();
                if (line.startsWith("PORT=")) {
                    return TorPort.parse(line.substring("PORT=".length())).orElseThrow();
                }
            }
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
        throw new IOException("no control port: " + said());
    }

    /** Waits until it has what it needs to build circuits. */
    void awaitReady() throws IOException, InterruptedException {
        try (Control control = Control.open(control(), new SecureRandom())) {
            for (long end = System.nanoTime() + PATIENCE.toNanos(); System.nanoTime() < end;) {
                if (control.info("status/bootstrap-phase").contains("PROGRESS=100")) {
                    return;
                }
                process.waitFor(50, TimeUnit.MILLISECONDS);
            }
        }
        throw new IOException("not ready: " + said());
    }

    String said() throws IOException {
        Path log = directory.resolve("log");
        return directory.getFileName() + " " + Files.readString(directory.resolve("out"))
                + (Files.exists(log) ? Files.readString(log) : "");
    }

    Path directory() {
        return directory;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
