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
 * Seals one file to a panel of five on two benches, or opens it with a quorum's shares, as a process of its own: {@code SealFile seal FILE ENVELOPE},
 * {@code SealFile open ENVELOPE FOLDER}. The panel's people come from fixed seeds: for measuring only.
 */
public final class SealFile {
    private static final List<String> PEOPLE = List.of("Ana", "Ben", "Eva", "Luz", "Tom");

    private SealFile() {
    }

    public static void main(String[] args) throws Exception {
        Roster roster = Ceremony.genesis(
                TestPanel.terms(3, TestPanel.bench("office", 2, 2, 0), TestPanel.bench("society", 1, 1, 0)),
                List.of(TestPanel.seat("Ana", "office"), TestPanel.seat("Ben", "office"),
                        TestPanel.seat("Eva", "office"),
                        TestPanel.seat("Luz", "society"), TestPanel.seat("Tom", "society")),
                List.of(), List.of());
        Path from = Path.of(args[1]);
        Path to = Path.of(args[2]);
        if (args[0].equals("seal")) {
            seal(roster, from, to);
        } else {
            open(roster, from, to);
        }
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

    private static void open(Roster roster, Path envelope, Path folder) throws Exception {
        byte[] start = new byte[1 << 16];
        try (var in = Files.newInputStream(envelope)) {
            in.readNBytes(start, 0, start.length);
        }
        Header header = Header.parseStart(start);
        Hash tag = EnvelopeKeys.tag(Compartment.REPORT, header.prefix());
        Rule rule = roster.rule(Compartment.REPORT);
        Map<Integer, Secret> shares = new HashMap<>();
        for (int member : List.of(1, 2, 4)) {
            Secret seed = TestPanel.person(PEOPLE.get(member - 1)).epochSeed(0).orElseThrow();
            shares.put(member, Capsule.open(seed, tag, rule, header.report(), member).orElseThrow());
        }
        try (var recovered = Recovery.recover(tag, rule, header.report(), shares).orElseThrow()) {
            ReportReader.extract(recovered, envelope, folder);
        }
    }
}
