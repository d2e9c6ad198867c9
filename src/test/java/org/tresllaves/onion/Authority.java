package org.tresllaves.onion;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One of the five directory authorities of a private network, which are also its relays. Its keys are made once and copied. */
record Authority(String name, Path home, int orPort, int dirPort, String v3ident, String fingerprint) {
    /** Prepares a directory for it, with keys from the cache or new ones. */
    static Authority prepare(String name, Path cache, Path home, int orPort, int dirPort)
            throws IOException, InterruptedException {
        Path made = cache.resolve(name);
        if (!Files.exists(made.resolve("fingerprint"))) {
            makeKeys(name, made);
        }
        copy(made, home);
        String v3ident = line(Files.readAllLines(made.resolve("keys/authority_certificate")), "fingerprint ");
        String fingerprint = line(Files.readAllLines(made.resolve("fingerprint")), name + " ");
        return new Authority(name, home, orPort, dirPort, v3ident, fingerprint);
    }

    private static void makeKeys(String name, Path made) throws IOException, InterruptedException {
        Path keys = made.resolve("keys");
        TorProcess.make(made);
        TorProcess.make(keys);
        run("a passphrase\n", "tor-gencert", "--create-identity-key", "-m", "12", "--passphrase-fd", "0", "-i",
                keys.resolve("authority_identity_key").toString(), "-s",
                keys.resolve("authority_signing_key").toString(), "-c",
                keys.resolve("authority_certificate").toString());
        run("", "tor", "--quiet", "--ignore-missing-torrc", "-f", "/nonexistent", "--list-fingerprint", "--ORPort",
                "1", "--DirPort", "1", "--DirAuthority", "x 127.0.0.1:1 " + "F".repeat(40), "--DataDirectory",
                made.toString(), "--Nickname", name);
    }

    private static void run(String input, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.US_ASCII));
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException(command[0] + ": " + said);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        TorProcess.make(to);
        TorProcess.make(to.resolve("keys"));
        try (Stream<Path> keys = Files.list(from.resolve("keys"))) {
            for (Path key : keys.toList()) {
                Files.copy(key, to.resolve("keys").resolve(key.getFileName()));
            }
        }
    }

    private static String line(List<String> lines, String start) throws IOException {
        return lines.stream().filter(line -> line.startsWith(start)).findFirst()
                .map(line -> line.substring(start.length()).replace(" ", ""))
                .orElseThrow(() -> new IOException("no " + start));
    }

    /** How the others know it. */
    String known() {
        return "DirAuthority " + name + " orport=" + orPort + " no-v2 v3ident=" + v3ident + " 127.0.0.1:" + dirPort
                + " " + fingerprint;
    }

    List<String> torrc(List<String> network, int interval) throws IOException {
        Path resolv = Files.writeString(home.resolve("resolv.conf"), "nameserver 127.0.0.1\n");
        List<String> lines = new ArrayList<>(network);
        lines.addAll(List.of("Nickname " + name, "SocksPort 0", "ORPort 127.0.0.1:" + orPort + " IPv4Only",
                "DirPort 127.0.0.1:" + dirPort, "AssumeReachable 1", "ContactInfo nobody@localhost",
                "AuthoritativeDirectory 1", "V3AuthoritativeDirectory 1", "ExitRelay 0", "ExitPolicy reject *:*",
                "ServerDNSAllowBrokenConfig 1", "ServerDNSDetectHijacking 0", "ServerDNSTestAddresses",
                "ServerDNSResolvConfFile " + resolv, "TestingDirAuthVoteHSDir *", "TestingDirAuthVoteGuard *",
                "TestingMinExitFlagThreshold 0", "V3AuthNIntervalsValid 3",
                "TestingV3AuthInitialVotingInterval " + interval,
                "TestingV3AuthInitialVoteDelay 2", "TestingV3AuthInitialDistDelay 2", "V3AuthVotingInterval 300",
                "V3AuthVoteDelay 10", "V3AuthDistDelay 10"));
        return lines;
    }

    /** Whether the consensus it serves has that many relays that may hold descriptors and be entered through. */
    boolean agrees(int relays) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), dirPort)) {
            socket.setSoTimeout(2_000);
            socket.getOutputStream().write("GET /tor/status-vote/current/consensus-microdesc HTTP/1.0\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            String consensus = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            return consensus.lines()
                    .filter(line -> line.startsWith("s ") && line.contains(" HSDir") && line.contains(" Guard"))
                    .count() == relays;
        } catch (IOException e) {
            return false;
        }
    }
}
