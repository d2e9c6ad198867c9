package org.tresllaves.vectors;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tresllaves.crypto.Audit;
import org.tresllaves.crypto.BoardRecord;
import org.tresllaves.crypto.Capsule;
import org.tresllaves.crypto.Cobblestone;
import org.tresllaves.crypto.Dealing;
import org.tresllaves.crypto.Derive;
import org.tresllaves.crypto.Ed25519;
import org.tresllaves.crypto.EnvelopeKeys;
import org.tresllaves.crypto.Hpke;
import org.tresllaves.crypto.MlDsa44;
import org.tresllaves.crypto.Recovered;
import org.tresllaves.crypto.Recovery;
import org.tresllaves.crypto.Secret;
import org.tresllaves.crypto.SeededRandom;
import org.tresllaves.panel.ReportReader;
import org.tresllaves.protocol.BoardNote;
import org.tresllaves.protocol.Bucket;
import org.tresllaves.protocol.Compartment;
import org.tresllaves.protocol.Dealt;
import org.tresllaves.protocol.DocketNote;
import org.tresllaves.protocol.Eid;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Header;
import org.tresllaves.protocol.IdentityText;
import org.tresllaves.protocol.IntakeBatch;
import org.tresllaves.protocol.Label;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Manifest;
import org.tresllaves.protocol.Promise;
import org.tresllaves.protocol.Roster;
import org.tresllaves.protocol.Rule;
import org.tresllaves.protocol.TombstoneNote;
import org.tresllaves.protocol.VerifierKey;
import org.tresllaves.source.Addressee;
import org.tresllaves.source.BadPhrase;
import org.tresllaves.source.CannotSeal;
import org.tresllaves.source.CodePhrase;
import org.tresllaves.source.Composer;
import org.tresllaves.source.Draft;
import org.tresllaves.source.SealedReport;
import org.tresllaves.source.SourceSecrets;
import org.tresllaves.tlog.NoteList;
import org.tresllaves.tlog.Policy;
import org.tresllaves.tlog.RosterChain;
import org.tresllaves.tlog.SignedNote;

/**
 * Answers the twin's tests: one request a line, one answer a line. A request is a word and its arguments, each in hex, numbers as decimal text in hex;
 * lists are joined by commas before they are hex. An answer is {@code OK} and values in hex, or {@code NO} and the name of what was refused.
 */
final class CrossOracle {
    private static final HexFormat HEX = HexFormat.of();
    private final Path dir;

    private CrossOracle(Path dir) {
        this.dir = dir;
    }

    /** Arguments of one request, taken in order. */
    private static final class Arguments {
        private final String[] tokens;
        private int at = 1;

        Arguments(String line) {
            tokens = line.split(" ", -1);
        }

        byte[] bytes() {
            return HEX.parseHex(tokens[at++]);
        }

        Secret secret() {
            return Secret.taking(bytes());
        }

        Hash hash() {
            return Hash.of(bytes());
        }

        String text() {
            return new String(bytes(), StandardCharsets.UTF_8);
        }

        int number() {
            return Integer.parseInt(text());
        }

        /** Byte strings, each in hex, joined by commas. */
        List<byte[]> list() {
            String text = text();
            return text.isEmpty() ? List.of() : Arrays.stream(text.split(",", -1)).map(HEX::parseHex).toList();
        }

        int[] numbers() {
            String text = text();
            return text.isEmpty() ? new int[0] : Arrays.stream(text.split(",")).mapToInt(Integer::parseInt).toArray();
        }

        Label label() {
            String name = text();
            return Arrays.stream(Label.values()).filter(label -> label.label().equals(name)).findFirst().orElseThrow();
        }

        Rule rule() {
            int[] thresholds = numbers();
            int[] benchOf = numbers();
            return new Rule(benchOf.length, thresholds, benchOf);
        }

        boolean more() {
            return at < tokens.length;
        }
    }

    public static void main(String[] args) throws IOException {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.US_ASCII);
        Path dir = Files.createTempDirectory("oracle");
        CrossOracle oracle = new CrossOracle(dir);
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.println(oracle.answer(line));
                if (!in.ready()) {
                    out.flush();
                }
            }
        } finally {
            delete(dir);
        }
    }

    private String answer(String line) throws IOException {
        String word = line.substring(0, (line + " ").indexOf(' '));
        Arguments in = new Arguments(line);
        try {
            List<byte[]> values = switch (word) {
                case "x" -> List.of(Derive.x(in.label(), in.bytes(), in.bytes(), in.number()));
                case "h" -> List.of(Derive.h(in.label(), in.list().toArray(byte[][]::new)).bytes());
                case "deal" -> deal(in);
                case "recover" -> recover(in);
                case "open-capsule" -> openCapsule(in);
                case "seal" -> List.of(Hpke.seal(in.bytes(), in.bytes(), in.bytes(), in.bytes()).bytes());
                case "open" -> List.of(orNo(Hpke.open(in.secret(), in.bytes(), in.bytes()), "NOT_OPENED"));
                case "usable" -> truth(Hpke.isUsable(in.bytes()));
                case "ed25519" -> truth(Ed25519.verify(in.bytes(), in.bytes(), in.bytes()));
                case "ed25519-usable" -> truth(Ed25519.isUsable(in.bytes()));
                case "ml-dsa" -> truth(MlDsa44.verify(in.bytes(), in.bytes(), in.bytes()));
                case "seal-body" -> List.of(Cobblestone.of(in.secret(), in.bytes(), in.bytes()).seal(in.bytes()));
                case "open-body" -> List.of(Cobblestone.of(in.secret(), in.bytes(), in.bytes()).open(in.bytes()));
                case "secrets" -> secrets(in);
                case "seal-record" -> sealRecord(in);
                case "open-record" -> openRecord(in);
                case "words" -> words(in);
                case "manifest" -> List.of(manifest(in.text()).encode());
                case "parse" -> parse(in.text(), in.bytes());
                case "chain" -> chain(in);
                case "seal-report" -> sealReport(in);
                case "open-report" -> openReport(in);
                default -> throw new IllegalArgumentException("no such request: " + word);
            };
            return "OK" + values.stream().map(value -> " " + HEX.formatHex(value)).collect(Collectors.joining());
        } catch (Malformed e) {
            return "NO " + e.flaw().name();
        } catch (No e) {
            return "NO " + e.getMessage();
        }
    }

    /** A refusal that has no flaw of a parser. */
    private static final class No extends Exception {
        private static final long serialVersionUID = 1L;

        No(String why) {
            super(why);
        }
    }

    private static byte[] orNo(Optional<byte[]> value, String why) throws No {
        if (value.isEmpty()) {
            throw new No(why);
        }
        return value.get();
    }

    private static List<byte[]> truth(boolean holds) throws No {
        if (!holds) {
            throw new No("FALSE");
        }
        return List.of();
    }

    private static byte[] number(int value) {
        return Integer.toString(value).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<byte[]> deal(Arguments in) {
        Hash tag = in.hash();
        return List.of(
                Dealing.deal(tag, in.rule(), in.secret(), in.secret(), in.number(), in.list()).encode());
    }

    /** Shares are one list with an entry for each member, empty where there is none; keys may be missing, then nothing is audited. */
    private static List<byte[]> recover(Arguments in) throws Malformed, No {
        Hash tag = in.hash();
        Rule rule = in.rule();
        int[] exclude = in.numbers();
        Dealt dealt = Dealt.parse(in.bytes(), rule.members());
        Map<Integer, Secret> shares = new HashMap<>();
        List<byte[]> given = in.list();
        for (int i = 0; i < given.size(); i++) {
            if (given.get(i).length > 0) {
                shares.put(i + 1, Secret.taking(given.get(i)));
            }
        }
        List<byte[]> keys = in.list();
        Recovered recovered = Recovery.recover(tag, rule, dealt, shares)
                .orElseThrow(() -> new No("NOT_RECOVERABLE"));
        String verdict = keys.isEmpty() ? "" : Audit.of(tag, rule, exclude, recovered, dealt, keys).verdict().name();
        return List.of(recovered.message().reveal(), recovered.coins().reveal(), number(recovered.excluded()),
                utf8(verdict));
    }

    private static List<byte[]> openCapsule(Arguments in) throws Malformed, No {
        Secret seed = in.secret();
        Hash tag = in.hash();
        Rule rule = in.rule();
        Dealt dealt = Dealt.parse(in.bytes(), rule.members());
        return List.of(
                orNo(Capsule.open(seed, tag, rule, dealt, in.number()).map(Secret::reveal), "NOT_OPENED"));
    }

    private static List<byte[]> secrets(Arguments in) {
        SourceSecrets secrets = SourceSecrets.of(in.secret(), in.hash());
        Eid eid = Eid.of(in.bytes());
        Hash envelopeHash = in.hash();
        return List.of(secrets.root().reveal(), secrets.rs(eid).reveal(), secrets.w(eid, envelopeHash).reveal(),
                secrets.rtag(eid, envelopeHash).bytes());
    }

    private static List<byte[]> sealRecord(Arguments in) {
        Secret rs = in.secret();
        BoardRecord.Writer writer = new BoardRecord.Writer(in.hash(), Ed25519.keyPair(in.secret()));
        int counter = in.number();
        BoardRecord.Part part = new BoardRecord.Part(in.number(), in.number(), in.number(), in.text());
        return List.of(BoardRecord.seal(rs, writer, counter, part));
    }

    private static List<byte[]> openRecord(Arguments in) throws Malformed {
        BoardRecord.Part part = BoardRecord.open(in.secret(), in.hash(), in.bytes(), in.number(), in.bytes());
        return List.of(number(part.part()), number(part.parts()), number((int) part.day()), utf8(part.text()));
    }

    private static List<byte[]> words(Arguments in) throws No {
        try {
            return CodePhrase.parse(in.text()).stream().map(phrase -> phrase.entropy().reveal()).toList();
        } catch (BadPhrase e) {
            throw new No(e.reason() + " " + e.position() + " " + HEX.formatHex(utf8(String.join(" ",
                    e.suggestions()))));
        }
    }

    /** A manifest drawn from a seed: Java writes, the twin reads. */
    private static Manifest manifest(String seed) {
        SeededRandom random = new SeededRandom(seed);
        boolean form = random.nextInt(2) == 0;
        List<Manifest.Answer> answers = new ArrayList<>();
        for (int i = form ? random.nextInt(4) : 0; i > 0; i--) {
            answers.add(new Manifest.Answer("q" + i,
                    Stream.generate(() -> text(random)).limit(random.nextInt(3)).toList()));
        }
        List<Manifest.Attachment> files = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            files.add(new Manifest.Attachment(i + " ñ😀.pdf", "application/pdf", random.nextInt(1 << 30),
                    Hash.of(random.bytes(32))));
        }
        return new Manifest(
                form ? Optional.of(new Manifest.Form("general", Hash.of(random.bytes(32)))) : Optional.empty(),
                answers, text(random), "pt-BR", Hash.of(random.bytes(32)),
                random.nextInt(2) == 0 ? List.of() : List.of("contact", "forward"),
                random.nextInt(2) == 0 ? Optional.empty() : Optional.of(Eid.of(random.bytes(16))), files);
    }

    private static String text(SeededRandom random) {
        int[] some = {'a', ' ', '"', '\\', '/', '\n', '\t', 'ñ', 0x2028, 0x1f600, '<', 0xfeff, 0xd7ff, 0xe000,
                0x10ffff};
        return random.ints(random.nextInt(40), 0, some.length).map(i -> some[i])
                .mapToObj(Character::toString).collect(Collectors.joining());
    }

    /** Parses; nothing comes back but the flaw. */
    private static List<byte[]> parse(String format, byte[] bytes) throws Malformed {
        String text = new String(bytes, StandardCharsets.UTF_8);
        switch (format) {
            case "roster" -> Roster.parse(text);
            case "signed-note" -> SignedNote.parse(bytes);
            case "verifier-key" -> VerifierKey.parse(text);
            case "policy" -> Policy.parse(List.of(text.split("\n", -1)));
            case "docket-note" -> DocketNote.parse(text);
            case "tombstone" -> TombstoneNote.parse(text);
            case "board-note" -> BoardNote.parse(text);
            case "intake" -> IntakeBatch.parse(text);
            case "promise" -> Promise.parse(bytes);
            case "envelope" -> Header.parse(bytes);
            case "dealing" -> Dealt.parse(bytes, 3);
            case "manifest" -> Manifest.parse(bytes);
            case "identity-text" -> IdentityText.parse(bytes);
            case "note-list" -> NoteList.parse(bytes);
            default -> throw new IllegalArgumentException(format);
        }
        return List.of();
    }

    private static List<byte[]> chain(Arguments in) throws Malformed {
        RosterChain chain = RosterChain.verify(in.hash(), in.list());
        return List.of(chain.last().hash().bytes());
    }

    private static Addressee addressee(String text) throws Malformed {
        Hash hash = Derive.h(Label.ROSTER, utf8(text));
        return new Addressee(hash, hash, Roster.parse(text));
    }

    /** What the tests' source seals from coins that the twin can draw too. */
    private List<byte[]> sealReport(Arguments in) throws IOException, Malformed, No {
        Addressee to = addressee(in.text());
        SourceSecrets secrets = SourceSecrets.of(in.secret(), to.panelId());
        SeededRandom coins = new SeededRandom(in.text());
        Draft draft = Draft.of(in.text(), "es").by(in.text())
                .excluding(Arrays.stream(in.numbers()).boxed().collect(Collectors.toSet()))
                .consenting(new TreeSet<>(Set.of("contact")));
        List<Path> files = new ArrayList<>();
        while (in.more()) {
            files.add(Files.write(dir.resolve(in.text()), in.bytes()));
        }
        try (SealedReport sealed = new Composer(coins, dir, Bucket.MIB_4).seal(draft.withFiles(files), to, secrets,
                (done, total) -> {
                })) {
            return List.of(Files.readAllBytes(sealed.file()), sealed.rtag().bytes());
        } catch (CannotSeal e) {
            throw new No(e.reason().name());
        } finally {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }

    /** What a reader gets of an envelope when every member of the list releases its share. */
    private List<byte[]> openReport(Arguments in) throws IOException, Malformed, No {
        Addressee to = addressee(in.text());
        List<byte[]> seeds = in.list();
        Path envelope = Files.write(dir.resolve("envelope"), in.bytes());
        Header header = Header.parseStart(Files.readAllBytes(envelope));
        Path target = dir.resolve("opened");
        try (Recovered report = recovered(to, seeds, header, Compartment.REPORT);
                Recovered identity = recovered(to, seeds, header, Compartment.IDENTITY)) {
            ReportReader.Report read = ReportReader.extract(report, envelope, target);
            List<byte[]> values = new ArrayList<>();
            values.add(read.manifest().encode());
            values.add(utf8(ReportReader.identity(identity, envelope).orElse("")));
            values.add(number(report.excluded()));
            values.add(utf8(Audit.of(EnvelopeKeys.tag(Compartment.REPORT, header.prefix()),
                    to.roster().rule(Compartment.REPORT),
                    to.roster().benches().stream().mapToInt(Roster.Bench::exclude).toArray(), report,
                    header.report(), to.roster().members().stream().map(Roster.Member::xWing).toList())
                    .withDrawn(report, header.prefix().r1(), header.prefix().r2()).verdict().name()));
            for (Path file : read.files()) {
                values.add(Files.readAllBytes(file));
            }
            return values;
        } finally {
            delete(target);
        }
    }

    private static Recovered recovered(Addressee to, List<byte[]> seeds, Header header, Compartment compartment)
            throws No {
        Hash tag = EnvelopeKeys.tag(compartment, header.prefix());
        Rule rule = to.roster().rule(compartment);
        Map<Integer, Secret> shares = new HashMap<>();
        for (int i = 0; i < seeds.size(); i++) {
            int member = i + 1;
            Capsule.open(Secret.copyOf(seeds.get(i)), tag, rule, header.dealt(compartment), member)
                    .ifPresent(share -> shares.put(member, share));
        }
        return Recovery.recover(tag, rule, header.dealt(compartment), shares)
                .orElseThrow(() -> new No("NOT_RECOVERABLE"));
    }

    private static void delete(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            try (Stream<Path> inside = Files.list(path)) {
                for (Path each : inside.toList()) {
                    delete(each);
                }
            }
        }
        Files.deleteIfExists(path);
    }
}
