package org.tresllaves.panel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tresllaves.crypto.Capsule;
import org.tresllaves.crypto.EnvelopeKeys;
import org.tresllaves.crypto.Recovery;
import org.tresllaves.crypto.Secret;
import org.tresllaves.protocol.Bucket;
import org.tresllaves.protocol.Compartment;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Header;
import org.tresllaves.protocol.Roster;
import org.tresllaves.protocol.Rule;
import org.tresllaves.source.Addressee;
import org.tresllaves.source.Composer;
import org.tresllaves.source.Draft;
import org.tresllaves.source.SealedReport;
import org.tresllaves.source.SourceSecrets;

/**
 * Seals one file to a panel of five on two benches, or opens it with a quorum's seeds, as a process of its own: {@code SealFile panel FOLDER}, once, then
 * {@code SealFile seal FOLDER FILE ENVELOPE}, {@code SealFile open FOLDER ENVELOPE TARGET}; {@code SealFile rehearse FOLDER LINES} does what stands in a file, one such line after another. The panel's people come from fixed seeds: for measuring only.
 */
public final class SealFile {
    private static final Map<Integer, String> QUORUM = Map.of(1, "Ana", 2, "Ben", 4, "Luz");

    private SealFile() {
    }

    public static void main(String[] args) throws Exception {
        run(args);
    }

    private static void run(String... args) throws Exception {
        Path folder = Path.of(args[1]);
        switch (args[0]) {
            case "panel" -> panel(folder);
            case "rehearse" -> {
                for (String line : Files.readAllLines(Path.of(args[2]))) {
                    run(line.split(" "));
                }
            }
            case "seal" -> seal(roster(folder), Path.of(args[2]), Path.of(args[3]));
            default -> open(folder, Path.of(args[2]), Path.of(args[3]));
        }
    }

    private static void panel(Path folder) throws Exception {
        Roster roster = Ceremony.genesis(
                TestPanel.terms(3, TestPanel.bench("office", 2, 2, 0), TestPanel.bench("society", 1, 1, 0)),
                List.of(TestPanel.seat("Ana", "office"), TestPanel.seat("Ben", "office"),
                        TestPanel.seat("Eva", "office"),
                        TestPanel.seat("Luz", "society"), TestPanel.seat("Tom", "society")),
                List.of(), List.of());
        Files.writeString(folder.resolve("roster"), roster.encode());
        for (Map.Entry<Integer, String> member : QUORUM.entrySet()) {
            Files.write(folder.resolve("seed" + member.getKey()),
                    TestPanel.person(member.getValue()).epochSeed(0).orElseThrow().reveal());
        }
    }

    private static Roster roster(Path folder) throws Exception {
        return Roster.parse(Files.readString(folder.resolve("roster")));
    }

    private static void seal(Roster roster, Path file, Path envelope) throws Exception {
        Hash id = EnvelopeKeys.plainHash(roster.encode().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Path folder = Optional.ofNullable(envelope.toAbsolutePath().getParent()).orElseThrow();
        SecureRandom random = new SecureRandom();
        try (SourceSecrets secrets = SourceSecrets.of(Secret.taking(random.generateSeed(16)), id);
                SealedReport sealed = new Composer(random, folder, Bucket.GIB_1).seal(
                        Draft.of("", "en").withFiles(List.of(file)),
                        new Addressee(id, id, roster), secrets, (done, total) -> {
                        })) {
            Files.move(sealed.file(), envelope, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void open(Path folder, Path envelope, Path target) throws Exception {
        byte[] start = new byte[1 << 16];
        try (var in = Files.newInputStream(envelope)) {
            in.readNBytes(start, 0, start.length);
        }
        Header header = Header.parseStart(start);
        Hash tag = EnvelopeKeys.tag(Compartment.REPORT, header.prefix());
        Rule rule = roster(folder).rule(Compartment.REPORT);
        Map<Integer, Secret> shares = new HashMap<>();
        for (int member : QUORUM.keySet()) {
            Secret seed = Secret.taking(Files.readAllBytes(folder.resolve("seed" + member)));
            shares.put(member, Capsule.open(seed, tag, rule, header.report(), member).orElseThrow());
        }
        try (var recovered = Recovery.recover(tag, rule, header.report(), shares).orElseThrow()) {
            ReportReader.extract(recovered, envelope, target);
        }
    }
}
