package org.tresllaves.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tresllaves.crypto.Derive;
import org.tresllaves.panel.Ceremony.Terms;
import org.tresllaves.panel.TestPanel;
import org.tresllaves.protocol.ApproveNote;
import org.tresllaves.protocol.BoardNote;
import org.tresllaves.protocol.Compartment;
import org.tresllaves.protocol.Eid;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Label;
import org.tresllaves.protocol.ReaderKeyNote;
import org.tresllaves.protocol.RefuseNote;
import org.tresllaves.protocol.RequestNote;
import org.tresllaves.protocol.ResultNote;
import org.tresllaves.protocol.Roster;
import org.tresllaves.tlog.NoteList;
import org.tresllaves.tlog.PanelNote;
import org.tresllaves.tlog.SignedNote;

/** What the docket takes, what it refuses, who gets a bundle and when, and the board's epochs. */
final class DocketTest {
    @TempDir
    static Path dir;
    private static Trial trial;

    @BeforeAll
    static void start() throws Exception {
        trial = Trial.start(dir, new Listen.Port(0));
    }

    @AfterAll
    static void stop() {
        trial.close();
    }

    @AfterEach
    void clockBack() {
        trial.clock().back();
    }

    private static RequestNote request(String reader, Hash readerKey) {
        byte[] nonce = trial.random().bytes(16);
        return new RequestNote(trial.head(reader), Compartment.REPORT, RequestNote.Reason.FURTHER,
                new RequestNote.Close(trial.clock().instant().truncatedTo(ChronoUnit.DAYS).plus(2, ChronoUnit.DAYS)),
                trial.today().plusDays(10), java.util.HexFormat.of().formatHex(nonce),
                List.of(new RequestNote.To(trial.person(reader).index(), readerKey)),
                new RequestNote.Entries(List.of(new RequestNote.Entry(Eid.of(trial.random().bytes(16)),
                        Hash.of(trial.random().bytes(32))))));
    }

    /** A request on the docket, by its reader. */
    private static RequestNote posted(String reader) throws Exception {
        ReaderKeyNote key = trial.readerKey(reader);
        assertThat(trial.post(reader, key).status()).isEqualTo(201);
        RequestNote request = request(reader, PanelNote.hash(key));
        assertThat(trial.post(reader, request).status()).isEqualTo(201);
        return request;
    }

    private static ApproveNote approve(String member, RequestNote request, byte[] bundle) {
        return new ApproveNote(trial.head(member), PanelNote.hash(request), List.of(new ApproveNote.Bundle(
                request.readers().getFirst().person(), Derive.h(Label.BUNDLE, bundle))));
    }

    private static RefuseNote refuse(String member, RequestNote request) {
        return new RefuseNote(trial.head(member), PanelNote.hash(request), RefuseNote.Reason.OTHER);
    }

    private static String path(ApproveNote approve) {
        return "/v1/docket/bundle/" + PanelNote.hash(approve).hex() + "/" + approve.bundles().getFirst().reader();
    }

    @Test
    void anOpeningFromReaderKeyToResult() throws Exception {
        RequestNote request = posted("Rita");
        byte[] bundle = trial.random().bytes(200_000);
        ApproveNote approve = approve("Ana", request, bundle);
        Raw.Answer taken = trial.post("Ana", approve);
        assertThat(taken.status()).isEqualTo(201);
        assertThat(taken.body()).isEqualTo(PanelNote.hash(approve).bytes());
        assertThat(trial.post("Ana", approve).status()).as("the same bytes again").isEqualTo(201);
        byte[] ana = trial.login("Ana");
        byte[] rita = trial.login("Rita");
        assertThat(trial.get(rita, path(approve)).status()).as("before the close").isEqualTo(503);
        assertThat(trial.send(trial.login("Blas"), "PUT", path(approve), bundle).status()).isEqualTo(404);
        assertThat(trial.send(ana, "PUT", path(approve), trial.random().bytes(200_000)).status()).isEqualTo(422);
        assertThat(trial.send(ana, "PUT", path(approve), Arrays.copyOf(bundle, 199_999)).status()).isEqualTo(422);
        assertThat(trial.send(ana, "PUT", path(approve), bundle).status()).isEqualTo(204);
        assertThat(trial.send(ana, "PUT", path(approve), bundle).status()).as("again").isEqualTo(204);
        for (String member : List.of("Blas", "Caro", "Fito")) {
            assertThat(trial.post(member, refuse(member, request)).status()).isEqualTo(201);
        }
        ResultNote result = new ResultNote(trial.head("Rita"), PanelNote.hash(request),
                List.of(ResultNote.Token.of(trial.random().bytes(16))));
        assertThat(trial.post("Rita", result).status()).as("not closed").isEqualTo(422);
        assertThat(trial.post("Gema", refuse("Gema", request)).status()).isEqualTo(201);
        assertThat(trial.get(rita, path(approve)).body()).as("everybody answered").isEqualTo(bundle);
        for (String other : List.of("Ana", "Saul")) {
            assertThat(trial.get(trial.login(other), path(approve)).status()).as(other).isEqualTo(404);
        }
        assertThat(bundles()).anyMatch(path -> path.toFile().length() == bundle.length + 33);
        assertThat(trial.post("Rita", result).status()).isEqualTo(201);
        assertThat(trial.get(rita, path(approve)).status()).as("erased after the result").isEqualTo(404);
        assertThat(bundles()).noneMatch(path -> path.toFile().length() == bundle.length + 33);
        assertThat(trial.send(ana, "PUT", path(approve), bundle).status()).isEqualTo(422);
    }

    private static List<Path> bundles() throws Exception {
        try (Stream<Path> list = Files.list(dir.resolve("data/bundles"))) {
            return list.toList();
        }
    }

    @Test
    void bundlesDieTheDayAfterTheLastDay() throws Exception {
        RequestNote request = posted("Rita");
        byte[] bundle = trial.random().bytes(77_777);
        ApproveNote approve = approve("Ana", request, bundle);
        trial.post("Ana", approve);
        assertThat(trial.send(trial.login("Ana"), "PUT", path(approve), bundle).status()).isEqualTo(204);
        trial.clock().forward(Duration.ofDays(11));
        trial.publish();
        assertThat(trial.get(trial.login("Rita"), path(approve)).body()).isEqualTo(bundle);
        trial.clock().forward(Duration.ofDays(1));
        trial.publish();
        assertThat(trial.get(trial.login("Rita"), path(approve)).status()).isEqualTo(404);
    }

    @Test
    void oneAnswerOfEachMemberUntilTheClose() throws Exception {
        RequestNote request = posted("Saul");
        byte[] bundle = trial.random().bytes(10);
        assertThat(trial.post("Ana", refuse("Ana", request)).status()).isEqualTo(201);
        assertThat(trial.post("Ana", approve("Ana", request, bundle)).status()).isEqualTo(409);
        assertThat(trial.post("Blas", approve("Blas", request, bundle)).status()).isEqualTo(201);
        assertThat(trial.post("Blas", approve("Blas", request, trial.random().bytes(9))).status()).isEqualTo(409);
        assertThat(trial.post("Blas", refuse("Blas", request)).status()).isEqualTo(409);
        ApproveNote wrongReader = new ApproveNote(trial.head("Caro"), PanelNote.hash(request),
                List.of(new ApproveNote.Bundle(6, Derive.h(Label.BUNDLE, bundle))));
        assertThat(trial.post("Caro", wrongReader).status()).isEqualTo(422);
        trial.clock().forward(Duration.ofDays(2));
        assertThat(trial.post("Caro", approve("Caro", request, bundle)).status()).as("closed").isEqualTo(422);
    }

    @Test
    void whatANoteRefersToMustBeThere() throws Exception {
        ReaderKeyNote key = trial.readerKey("Saul");
        RequestNote unknownKey = request("Saul", PanelNote.hash(key));
        assertThat(trial.post("Saul", unknownKey).status()).isEqualTo(422);
        assertThat(trial.post("Ana", refuse("Ana", unknownKey)).status()).isEqualTo(404);
        assertThat(trial.post("Saul", new ReaderKeyNote(trial.head("Saul"), key.key(), trial.today().plusDays(15)))
                .status()).isEqualTo(422);
        assertThat(trial.post("Saul", new ReaderKeyNote(trial.head("Saul"), key.key(), trial.today().minusDays(1)))
                .status()).isEqualTo(422);
        RequestNote batch = new RequestNote(trial.head("Saul"), Compartment.REPORT, RequestNote.Reason.FIRST,
                unknownKey.close(), unknownKey.notAfter(), unknownKey.nonce(), unknownKey.readers(),
                new RequestNote.Batches(List.of(4711L)));
        assertThat(trial.post("Saul", batch).status()).isEqualTo(422);
    }

    @Test
    void aNoteIsPostedByItsOwnSigner() throws Exception {
        byte[] ana = trial.login("Ana");
        ReaderKeyNote key = trial.readerKey("Rita");
        assertThat(trial.send(ana, "POST", "/v1/docket/note", trial.signed(key, "Rita")).status()).isEqualTo(422);
        byte[] wrong = SignedNote.unsigned(key.encode())
                .signedBy(trial.person("Rita").vkey(), TestPanel.person("Ana").ed25519()).encode();
        assertThat(trial.send(trial.login("Rita"), "POST", "/v1/docket/note", wrong).status()).isEqualTo(422);
        ReaderKeyNote late = trial.readerKey("Rita");
        RequestNote request = posted("Rita");
        assertThat(trial.send(trial.login("Saul"), "POST", "/v1/docket/note",
                PanelNote.sign(new RefuseNote(trial.head("Saul"), PanelNote.hash(request), RefuseNote.Reason.OTHER),
                        trial.person("Saul"), TestPanel.person("Saul").ed25519()).encode())
                .status())
                .as("only members refuse").isEqualTo(422);
        byte[] truncated = Arrays.copyOf(trial.signed(late, "Rita"), 200);
        assertThat(trial.send(trial.login("Rita"), "POST", "/v1/docket/note", truncated).status()).isEqualTo(400);
        assertThat(trial.send(trial.login("Rita"), "POST", "/v1/docket/note", new byte[0]).status()).isEqualTo(400);
        assertThat(trial.send(trial.login("Rita"), "POST", "/v1/docket/note", new byte[300_000]).status())
                .isEqualTo(413);
    }

    @Test
    void namesHaveOneSpelling() throws Exception {
        byte[] ana = trial.login("Ana");
        for (String path : List.of("/v1/docket/envelope/" + "AA".repeat(16) + "/0", "/v1/docket/envelope/00/0",
                "/v1/docket/envelope/" + "00".repeat(16) + "/00", "/v1/docket/envelope/" + "00".repeat(16) + "/1024",
                "/v1/docket/day-key/-1", "/v1/docket/day-key/4294967296",
                "/v1/docket/bundle/" + "0".repeat(64) + "/x")) {
            assertThat(trial.get(ana, path).status()).as(path).isEqualTo(400);
        }
        assertThat(trial.get(ana, "/v1/docket/envelope/" + "00".repeat(16) + "/0").status()).isEqualTo(404);
        assertThat(trial.get(ana, "/v1/docket/envelope/" + "00".repeat(16) + "/digests").status()).isEqualTo(404);
    }

    @Test
    void theBoardIsPublishedWhenTheEpochEndsSortedAndWithItsDigest() throws Exception {
        byte[] posted = trial.random().bytes(BoardNote.RECORDS * BoardNote.RECORD);
        int port = trial.server().port();
        assertThat(Raw.call(port, "POST", "/v1/docket/board", Map.of(), Optional.of(posted)).status()).isEqualTo(401);
        byte[] rita = trial.login("Rita");
        assertThat(trial.send(rita, "POST", "/v1/docket/board", Arrays.copyOf(posted, 4096)).status()).isEqualTo(400);
        assertThat(trial.send(rita, "POST", "/v1/docket/board", posted).status()).isEqualTo(204);
        assertThat(trial.send(trial.login("Ana"), "POST", "/v1/docket/board",
                trial.random().bytes(posted.length)).status()).isEqualTo(204);
        assertThat(Raw.get(port, "/v1/board").body()).as("nothing before the epoch ends").isEmpty();
        trial.publish();
        byte[] board = Raw.get(port, "/v1/board").body();
        int batch = BoardNote.BATCH_HEAD + posted.length;
        assertThat(board).hasSize(2 * batch);
        List<Hash> digests = digests();
        List<byte[]> records = new ArrayList<>();
        for (int at = 0; at < board.length; at += batch) {
            byte[] bytes = Arrays.copyOfRange(board, at, at + batch);
            assertThat(digests).contains(Derive.h(Label.BOARD_BATCH, bytes));
            List<byte[]> of = new ArrayList<>();
            for (int i = BoardNote.BATCH_HEAD; i < batch; i += BoardNote.RECORD) {
                of.add(Arrays.copyOfRange(bytes, i, i + BoardNote.RECORD));
            }
            assertThat(of).isSortedAccordingTo(Arrays::compareUnsigned);
            records.addAll(of);
        }
        for (int i = 0; i < BoardNote.RECORDS; i++) {
            byte[] record = Arrays.copyOfRange(posted, i * BoardNote.RECORD, (i + 1) * BoardNote.RECORD);
            assertThat(records.stream().filter(r -> Arrays.equals(r, record))).hasSize(1);
        }
        trial.clock().forward(Duration.ofDays(31));
        trial.publish();
        assertThat(Raw.get(port, "/v1/board").body()).as("retain board 30").isEmpty();
    }

    @Test
    void aFifthPostInOneEpochWaits() throws Exception {
        byte[] post = trial.random().bytes(BoardNote.RECORDS * BoardNote.RECORD);
        byte[] gema = trial.login("Gema");
        List<Integer> told = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            told.add(trial.send(gema, "POST", "/v1/docket/board", post).status());
        }
        assertThat(told).containsExactly(204, 204, 204, 204, 429);
        trial.clock().forward(Duration.ofDays(400));
        trial.publish();
        trial.clock().forward(Duration.ofDays(31));
        trial.publish();
    }

    private static List<Hash> digests() throws Exception {
        List<Hash> digests = new ArrayList<>();
        for (byte[] bytes : NoteList.parse(Raw.get(trial.server().port(), "/v1/docket").body())) {
            SignedNote note = SignedNote.parse(bytes);
            if (note.text().startsWith(BoardNote.TYPE + "\n")) {
                assertThat(note.isSignedBy(trial.chain().last().policy().log(org.tresllaves.tlog.Policy.Origin.DOCKET)))
                        .isTrue();
                digests.add(BoardNote.parse(note.text()).digest());
            }
        }
        return digests;
    }

    @Test
    void whoIsRemovedIsOutAtOnceAndNobodyElseComesInSo(@TempDir Path other) throws Exception {
        try (Trial own = Trial.start(other, new Listen.Port(0))) {
            byte[] saul = own.login("Saul");
            byte[] rita = own.login("Rita");
            long midnight = own.clock().instant().truncatedTo(ChronoUnit.DAYS).getEpochSecond();
            String path = "/v1/docket/bundle/" + "00".repeat(32) + "/1";
            assertThat(own.get(saul, path).status()).isEqualTo(404);
            Terms now = TestPanel.from(own.terms(), midnight);
            byte[] joins = TestPanel.next(own.chain(), now,
                    Stream.concat(Trial.SEATS.stream(), Stream.of(TestPanel.reader("Zoe"))).toList());
            assertThat(own.send(rita, "POST", "/v1/docket/roster", joins).status()).as("no week's notice")
                    .isEqualTo(422);
            byte[] removes = TestPanel.next(own.chain(), now, Trial.SEATS.subList(0, 6));
            byte[] half = SignedNote.unsigned(SignedNote.parse(removes).text())
                    .with(SignedNote.parse(removes).lines().getFirst()).encode();
            assertThat(own.send(rita, "POST", "/v1/docket/roster", half).status()).isEqualTo(422);
            Raw.Answer taken = own.send(rita, "POST", "/v1/docket/roster", removes);
            assertThat(taken.status()).isEqualTo(201);
            assertThat(own.send(rita, "POST", "/v1/docket/roster", removes).body()).isEqualTo(taken.body());
            assertThat(own.get(saul, path).status()).isEqualTo(401);
            assertThat(own.get(rita, path).status()).isEqualTo(404);
            assertThat(own.answer(own.who("Saul"), own.nonce(own.who("Saul")), Trial.ORIGIN, "Saul").status())
                    .isEqualTo(401);
            List<byte[]> rosters = NoteList.parse(Raw.get(own.server().port(), "/v1/rosters").body());
            assertThat(rosters).hasSize(2);
            assertThat(new String(rosters.getFirst(), StandardCharsets.UTF_8)).startsWith(Roster.TYPE + "\n");
        }
    }
}
