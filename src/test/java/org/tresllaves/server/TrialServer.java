package org.tresllaves.server;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.tresllaves.crypto.BoardRecord;
import org.tresllaves.crypto.Ed25519;
import org.tresllaves.crypto.Replies;
import org.tresllaves.crypto.Secret;
import org.tresllaves.panel.TestPanel;
import org.tresllaves.protocol.BoardNote;
import org.tresllaves.protocol.Compartment;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.ReaderKeyNote;
import org.tresllaves.protocol.RequestNote;
import org.tresllaves.protocol.ResultNote;
import org.tresllaves.server.intake.Capacity;
import org.tresllaves.tlog.PanelNote;

/**
 * A real server for the twin's tests, with a panel that does what it is told: one command a line on standard input, one line back. It says its port and the
 * panel_id first, and ends with its input.
 */
final class TrialServer {
    private static final HexFormat HEX = HexFormat.of();

    private TrialServer() {
    }

    public static void main(String[] args) throws Exception {
        PrintStream out = System.out;
        System.setOut(System.err);
        Path dir = Files.createTempDirectory("trial");
        try (Trial trial = Trial.start(dir, new Listen.Port(0));
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            trial.server().grow(new Capacity(40, 8, 8));
            out.println(trial.server().port() + " " + trial.chain().panelId().hex());
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.println(answer(trial, line.split(" ", -1)));
            }
        } finally {
            try (Stream<Path> files = Files.walk(dir)) {
                for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        System.exit(0); // Jetty's threads outlive its connectors for a while
    }

    private static String answer(Trial trial, String[] words) throws Exception {
        return switch (words[0]) {
            case "now" -> Long.toString(trial.clock().instant().getEpochSecond());
            case "forward" -> {
                trial.clock().forward(Duration.ofHours(Integer.parseInt(words[1])));
                yield "OK";
            }
            case "publish" -> {
                trial.publish();
                yield "OK";
            }
            case "reply" -> reply(trial, words[1], Secret.taking(HEX.parseHex(words[2])), Integer.parseInt(words[3]),
                    new String(HEX.parseHex(words[4]), StandardCharsets.UTF_8));
            case "request" -> request(trial, words[1], Long.parseLong(words[2]));
            case "result" -> result(trial, words[1], Hash.of(HEX.parseHex(words[2])), words[3]);
            default -> throw new IllegalArgumentException(words[0]);
        };
    }

    /** Posts a reply among records of noise. */
    private static String reply(Trial trial, String name, Secret rs, int counter, String text) throws Exception {
        BoardRecord.Writer writer = new BoardRecord.Writer(trial.chain().panelId(),
                Ed25519.keyPair(TestPanel.person(name).ed25519()));
        List<byte[]> records = new ArrayList<>(
                Replies.seal(rs, writer, counter, trial.today().toEpochDay(), text));
        while (records.size() < BoardNote.RECORDS) {
            records.add(BoardRecord.dummy(trial.random()));
        }
        byte[] post = org.tresllaves.crypto.Derive.concat(records.toArray(byte[][]::new));
        return Integer.toString(trial.send(trial.login(name), "POST", "/v1/docket/board", post).status());
    }

    /** Asks for a batch for one reader, closing in two days; answers H(request). */
    private static String request(Trial trial, String name, long batch) throws Exception {
        ReaderKeyNote key = trial.readerKey(name);
        RequestNote request = new RequestNote(trial.head(name), Compartment.REPORT, RequestNote.Reason.FIRST,
                new RequestNote.Close(trial.clock().instant().truncatedTo(ChronoUnit.DAYS).plus(2, ChronoUnit.DAYS)),
                trial.today().plusDays(10), HEX.formatHex(trial.random().bytes(16)),
                List.of(new RequestNote.To(trial.person(name).index(), PanelNote.hash(key))),
                new RequestNote.Batches(List.of(batch)));
        int keyed = trial.post(name, key).status();
        int asked = trial.post(name, request).status();
        return keyed == 201 && asked == 201 ? PanelNote.hash(request).hex() : keyed + " " + asked;
    }

    private static String result(Trial trial, String name, Hash request, String tokens) throws Exception {
        List<ResultNote.Token> list = Arrays.stream(tokens.split(",")).map(ResultNote.Token::new).toList();
        return Integer.toString(trial.post(name, new ResultNote(trial.head(name), request, list)).status());
    }
}
