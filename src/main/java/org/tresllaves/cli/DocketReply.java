package org.tresllaves.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tresllaves.client.Board;
import org.tresllaves.client.Untrue;
import org.tresllaves.crypto.BoardRecord;
import org.tresllaves.crypto.Derive;
import org.tresllaves.crypto.Ed25519;
import org.tresllaves.crypto.Replies;
import org.tresllaves.crypto.Secret;
import org.tresllaves.protocol.BoardNote;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Manifest;
import org.tresllaves.protocol.Refused;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code docket reply}: a text only the source of one opened report can read, hidden among records that say nothing. */
@Command(name = "reply")
final class DocketReply extends DeskVerb {
    @Parameters(index = "0", paramLabel = "${bundle:label.folder}", descriptionKey = "option.report-folder")
    private Path report = Path.of("");

    @Parameters(index = "1", arity = "0..1", defaultValue = "-", paramLabel = "${bundle:label.text}", descriptionKey = "option.text")
    private String text = "-";

    DocketReply(Run run) {
        super(run);
    }

    @Override
    void work(Desk desk, Keys.Unlocked keys) throws Stop, IOException, Refused, Untrue, Malformed {
        Manifest manifest = Manifest.parse(Input.bytes(report.resolve("manifest.json"), Manifest.MAX));
        String written = Input.text(text, run, BoardRecord.MAX_PARTS * BoardRecord.MAX_TEXT).strip();
        if (written.isEmpty()) {
            throw new Stop(Problem.NO_TEXT);
        }
        if (Replies.parts(written) > BoardRecord.MAX_PARTS) {
            throw new Stop(Problem.TEXT_TOO_LONG, BoardRecord.MAX_PARTS * BoardRecord.MAX_TEXT);
        }
        List<Replies.Dated> board = Board.fetch(desk.server(), desk.chain());
        BoardRecord.Writer writer = new BoardRecord.Writer(desk.chain().panelId(),
                Ed25519.keyPair(keys.keys().ed25519()));
        List<byte[]> records;
        try (Secret rs = Secret.taking(manifest.rs().bytes())) {
            Replies.Found found = Replies.read(rs, desk.chain().panelId(), ReportState.signers(desk.chain()), board);
            long counter = found.next().getOrDefault(BoardRecord.who(keys.keys().person()), 0L);
            records = new ArrayList<>(Replies.seal(rs, writer, counter, run.today().toEpochDay(), written));
        }
        while (records.size() < BoardNote.RECORDS) {
            records.add(BoardRecord.dummy(run.random()));
        }
        Collections.shuffle(records, run.random());
        desk.session().postBoard(Derive.concat(records.toArray(byte[][]::new)));
        run.say("docket.replied");
    }
}
