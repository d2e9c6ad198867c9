package org.tresllaves.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tresllaves.crypto.Audit;
import org.tresllaves.crypto.Derive;
import org.tresllaves.crypto.Hpke;
import org.tresllaves.crypto.Release;
import org.tresllaves.crypto.ResultToken;
import org.tresllaves.crypto.SeededRandom;
import org.tresllaves.crypto.Secret;
import org.tresllaves.panel.OpeningCase.Vote;
import org.tresllaves.protocol.Compartment;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Label;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.RequestNote;
import org.tresllaves.protocol.ResultNote;
import org.tresllaves.tlog.PanelNote;

/** A whole opening in memory with real keys: requests, approvals, bundles, recovery, results; and everything that must not open. */
class OpeningTest {
    private static final String[] ALL = {"Ana", "Blas", "Caro", "Dora", "Elsa", "Fito", "Gema"};

    private static OpeningCase five() throws Malformed {
        return OpeningCase.of(TestPanel.terms(4, TestPanel.bench("office", 3, 4, 1), TestPanel.bench("civil", 1, 2, 0)),
                TestPanel.seat("Ana", "office"), TestPanel.seat("Blas", "office"), TestPanel.seat("Caro", "office"),
                TestPanel.seat("Dora", "office"), TestPanel.seat("Elsa", "office"), TestPanel.seat("Fito", "civil"),
                TestPanel.seat("Gema", "civil"), TestPanel.reader("Rita"), TestPanel.reader("Saul"));
    }

    private static Vote of(Map<String, Vote> votes, String name) {
        return java.util.Objects.requireNonNull(votes.get(name));
    }

    private static OpeningCase three() throws Malformed {
        return OpeningCase.of(TestPanel.terms(3, TestPanel.bench("office", 2, 2, 1), TestPanel.bench("civil", 1, 1, 0)),
                TestPanel.seat("Ana", "office"), TestPanel.seat("Blas", "office"), TestPanel.seat("Caro", "office"),
                TestPanel.seat("Fito", "civil"), TestPanel.seat("Gema", "civil"), TestPanel.reader("Rita"),
                TestPanel.reader("Saul"));
    }

    @Test
    void everyQuorumOpensAndNothingBelow() throws Exception {
        OpeningCase c = five();
        c.report("r", 8, 9, 0);
        PanelNote<RequestNote> request = c.requestBatch("Rita", "Saul");
        Map<String, Vote> votes = c.approveAll(request, ALL);
        for (int subset = 0; subset < 1 << ALL.length; subset++) {
            List<String> approvers = OpeningCase.chosen(ALL, subset);
            boolean quorum = Integer.bitCount(subset & 0b11111) >= 3 && (subset & 0b1100000) != 0;
            assertThat(c.open(request, votes, approvers, "Rita")).as(approvers.toString())
                    .hasSize(quorum ? 1 : 0);
        }
    }

    @Test
    void anIdentityTakesItsOwnQuorumAndAResultFirst() throws Exception {
        OpeningCase c = five();
        c.report("r", 8, 9, 0);
        PanelNote<RequestNote> early = c.requestEntries("Rita", RequestNote.Reason.IDENTITY, "Rita");
        Map<String, Vote> none = c.approveAll(early, ALL);
        assertThat(of(none, "Ana").outcomes()).contains(Approval.Outcome.NOT_ELIGIBLE)
                .doesNotContain(Approval.Outcome.RELEASED);
        assertThat(c.open(early, none, List.of(ALL), "Rita")).isEmpty();

        PanelNote<RequestNote> first = c.requestBatch("Rita", "Saul");
        Map<String, Vote> votes = c.approveAll(first, ALL);
        assertThat(c.open(first, votes, List.of(ALL), "Rita")).hasSize(1);
        c.result(first, "Rita", Map.of());
        PanelNote<RequestNote> request = c.requestEntries("Rita", RequestNote.Reason.IDENTITY, "Rita", "Ana");
        Map<String, Vote> identity = c.approveAll(request, ALL);
        assertThat(c.open(request, identity, List.of("Ana", "Blas", "Caro", "Fito", "Gema"), "Rita")).isEmpty();
        assertThat(c.open(request, identity, List.of("Ana", "Blas", "Caro", "Dora", "Fito"), "Rita")).isEmpty();
        List<Opening.Opened> opened = c.open(request, identity,
                List.of("Ana", "Blas", "Caro", "Dora", "Fito", "Gema"), "Rita");
        assertThat(opened).hasSize(1);
        assertThat(opened.getFirst().recovered().message()).isEqualTo(c.message("r", Compartment.IDENTITY));
        assertThat(c.open(request, identity, List.of(ALL), "Ana")).as("named, but not drawn").isEmpty();
    }

    /** Row 10: sealed so that nobody can read it. It is said only when decoys cannot be the reason, whomever an honest source might have excluded. */
    @Test
    void whatNoQuorumCanOpenIsToldFromWhatTooFewReleased() throws Exception {
        OpeningCase c = five();
        c.incoherent("bad", 8, 9);
        c.report("good", 8, 9, 0b00001);
        PanelNote<RequestNote> request = c.requestBatch("Rita", "Saul");
        Map<String, Vote> votes = c.approveAll(request, ALL);
        Opening.Outcome all = c.outcome(request, votes, List.of(ALL), "Rita");
        assertThat(all.unrecoverable()).containsExactly(c.slotOf("bad"));
        assertThat(all.opened()).extracting(Opening.Opened::slot).containsExactly(c.slotOf("good"));
        for (int subset = 0; subset < 1 << ALL.length; subset++) {
            Opening.Outcome some = c.outcome(request, votes, OpeningCase.chosen(ALL, subset), "Rita");
            boolean isEnough = Integer.bitCount(subset & 0b11111) >= 3 + 1 && (subset & 0b1100000) != 0;
            assertThat(some.unrecoverable()).as("%x", subset).hasSize(isEnough ? 1 : 0);
        }
    }

    @Test
    void aReportGoesToThoseDrawnOnly() throws Exception {
        OpeningCase c = three();
        c.report("r", 6, 1, 0);
        PanelNote<RequestNote> request = c.requestBatch("Ana", "Blas", "Rita", "Saul");
        Map<String, Vote> votes = c.approveAll(request, "Ana", "Blas", "Caro", "Fito");
        List<String> approvers = List.copyOf(votes.keySet());
        assertThat(c.open(request, votes, approvers, "Rita")).hasSize(1);
        assertThat(c.open(request, votes, approvers, "Ana")).hasSize(1);
        assertThat(c.open(request, votes, approvers, "Blas")).isEmpty();
        assertThat(c.open(request, votes, approvers, "Saul")).isEmpty();
        assertThat(of(votes, "Ana").bundles().values()).extracting(bundle -> bundle.length)
                .containsOnly(c.slots().size() * Release.LENGTH);
    }

    @Test
    void handingOnTakesSomebodyDrawnWhoHasRead() throws Exception {
        OpeningCase c = three();
        c.report("r", 6, 1, 0);
        PanelNote<RequestNote> first = c.requestBatch("Rita");
        c.approveAll(first, "Ana", "Blas", "Fito");
        PanelNote<RequestNote> before = c.requestEntries("Rita", RequestNote.Reason.FURTHER, "Saul");
        assertThat(c.open(before, c.approveAll(before, "Ana", "Blas", "Fito"), List.of("Ana", "Blas", "Fito"), "Saul"))
                .isEmpty();
        c.result(first, "Rita", Map.of());
        PanelNote<RequestNote> stranger = c.requestEntries("Caro", RequestNote.Reason.FURTHER, "Saul");
        assertThat(c.open(stranger, c.approveAll(stranger, "Ana", "Blas", "Fito"), List.of("Ana", "Blas", "Fito"),
                "Saul")).isEmpty();
        PanelNote<RequestNote> further = c.requestEntries("Rita", RequestNote.Reason.FURTHER, "Saul");
        assertThat(c.open(further, c.approveAll(further, "Ana", "Blas", "Fito"), List.of("Ana", "Blas", "Fito"),
                "Saul")).hasSize(1);
    }

    @Test
    void anOrphanIsForAnybodyAfterFourteenDaysWithoutResult() throws Exception {
        OpeningCase c = three();
        c.report("r", 6, 1, 0);
        c.day(13);
        PanelNote<RequestNote> early = c.requestEntries("Caro", RequestNote.Reason.ORPHAN, "Saul");
        assertThat(of(c.approveAll(early, "Ana"), "Ana").outcomes()).containsOnly(Approval.Outcome.NOT_ELIGIBLE);
        c.day(14);
        PanelNote<RequestNote> late = c.requestEntries("Caro", RequestNote.Reason.ORPHAN, "Saul");
        Map<String, Vote> votes = c.approveAll(late, "Ana", "Blas", "Fito");
        assertThat(c.open(late, votes, List.of("Ana", "Blas", "Fito"), "Saul")).hasSize(1);
    }

    @Test
    void anExcludedMemberSeesWhatOthersSeeAndOpensNothing() throws Exception {
        OpeningCase c = three();
        c.report("accused", 6, 7, 1); // Ana is excluded
        c.report("other", 6, 7, 0);
        PanelNote<RequestNote> request = c.requestBatch("Rita");
        Map<String, Vote> votes = c.approveAll(request, "Ana", "Blas", "Caro", "Fito");
        assertThat(of(votes, "Ana").outcomes()).isEqualTo(of(votes, "Blas").outcomes());
        assertThat(of(votes, "Ana").note().text()).hasSameSizeAs(of(votes, "Caro").note().text());
        assertThat(OpeningCase.bundle(of(votes, "Ana"), 6)).hasSameSizeAs(OpeningCase.bundle(of(votes, "Blas"), 6));

        List<Opening.Opened> with = c.open(request, votes, List.of("Ana", "Blas", "Fito"), "Rita");
        assertThat(with).extracting(o -> c.name(o.slot())).containsExactly("other");
        List<Opening.Opened> all = c.open(request, votes, List.of("Ana", "Blas", "Caro", "Fito"), "Rita");
        assertThat(all).hasSize(2);
        for (Opening.Opened opened : all) {
            assertThat(opened.audit().verdict()).isEqualTo(Audit.Verdict.WELL_FORMED);
            assertThat(opened.wrongShares()).as("a decoy is never blamed").isEmpty();
            assertThat(opened.excluded()).hasSize(c.name(opened.slot()).equals("accused") ? 1 : 0);
        }
    }

    @Test
    void fillersAreRealSealsThatOpenForNothing() throws Exception {
        OpeningCase c = three();
        c.report("r", 6, 1, 0);
        PanelNote<RequestNote> request = c.requestBatch("Blas", "Rita");
        Vote vote = of(c.approveAll(request, "Ana"), "Ana");
        for (byte[] bundle : vote.bundles().values()) {
            for (int slot = 0; slot < c.slots().size(); slot++) {
                byte[] sealed = new Bundle(bundle).slot(slot);
                assertThat(sealed).hasSize(1168);
                // The X25519 part of enc is canonical and the ML-KEM part has no fixed bytes: random bytes would have a top bit set at times.
                assertThat(sealed[1119] & 0x80).isZero();
            }
        }
        byte[] filler = new Bundle(OpeningCase.bundle(vote, 2)).slot(c.slotOf("r"));
        Secret blas = c.readerSeed(request, "Blas");
        assertThat(Hpke.open(blas, Label.RELEASE.with(), filler)).isEmpty();
        assertThat(c.open(request, Map.of("Ana", vote), List.of("Ana"), "Blas")).isEmpty();
    }

    @Test
    void anApprovalIsGoodForOneRequestOneReaderOneKey() throws Exception {
        OpeningCase c = three();
        c.report("r", 6, 7, 0);
        PanelNote<RequestNote> one = c.requestBatch("Rita", "Saul");
        PanelNote<RequestNote> two = c.requestBatch("Rita", "Saul");
        Map<String, Vote> votes = c.approveAll(one, "Ana", "Blas", "Fito");
        Map<String, Vote> others = c.approveAll(two, "Ana", "Blas", "Fito");
        // A bundle for the other request, or for the other reader, is not what the member signed.
        for (String approver : List.of("Ana", "Blas", "Fito")) {
            Vote mixed = new Vote(of(votes, approver).note(), of(others, approver).bundles(), List.of());
            assertThat(c.take(one, mixed, "Rita")).isEqualTo(Optional.of(Refused.Reason.BUNDLE));
            Vote swapped = new Vote(of(votes, approver).note(), Map.of(6, OpeningCase.bundle(of(votes, approver), 7)),
                    List.of());
            assertThat(c.take(one, swapped, "Rita")).isEqualTo(Optional.of(Refused.Reason.BUNDLE));
            assertThat(c.take(one, of(others, approver), "Rita")).isEqualTo(Optional.of(Refused.Reason.NOT_APPROVED));
        }
        // And even a reader who believes a bundle of another request finds nothing in it: the release itself is bound.
        byte[] slot = new Bundle(OpeningCase.bundle(of(others, "Ana"), 6)).slot(c.slotOf("r"));
        Slot.Report report = c.examined("r");
        byte[] key = Hpke.keyPair(c.readerSeed(two, "Rita")).publicKey();
        Release.Binding right = new Release.Binding(two.hash(), report.tag(Compartment.REPORT), 1, 6, key);
        List<Release.Binding> wrong = List.of(
                new Release.Binding(one.hash(), report.tag(Compartment.REPORT), 1, 6, key),
                new Release.Binding(two.hash(), report.tag(Compartment.IDENTITY), 1, 6, key),
                new Release.Binding(two.hash(), report.tag(Compartment.REPORT), 2, 6, key),
                new Release.Binding(two.hash(), report.tag(Compartment.REPORT), 1, 7, key));
        assertThat(Release.open(c.readerSeed(two, "Rita"), right, slot)).isPresent();
        wrong.forEach(binding -> assertThat(Release.open(c.readerSeed(two, "Rita"), binding, slot)).isEmpty());
    }

    @Test
    void entryChecksPutFillerAndNothingElse() throws Exception {
        OpeningCase c = three();
        c.report("good", 6, 7, 0);
        c.report("withdrawn", 6, 7, 0);
        c.report("changed", 6, 7, 0);
        c.report("gone", 6, 7, 0);
        c.withdraw("withdrawn");
        c.change("changed");
        c.lose("gone");
        PanelNote<RequestNote> request = c.requestBatch("Rita");
        Map<String, Vote> votes = c.approveAll(request, "Ana", "Blas", "Fito");
        assertThat(c.outcome(of(votes, "Ana"), "good")).isEqualTo(Approval.Outcome.RELEASED);
        assertThat(c.outcome(of(votes, "Ana"), "withdrawn")).isEqualTo(Approval.Outcome.WITHDRAWN);
        assertThat(c.outcome(of(votes, "Ana"), "changed")).isEqualTo(Approval.Outcome.HASH_DIFFERS);
        assertThat(c.outcome(of(votes, "Ana"), "gone")).isEqualTo(Approval.Outcome.NOTHING_THERE);
        assertThat(c.open(request, votes, List.of("Ana", "Blas", "Fito"), "Rita")).hasSize(1);
    }

    @Test
    void anEidThatStandsTwiceInTheWindowIsReleasedByNobody() throws Exception {
        OpeningCase c = three();
        c.report("good", 6, 7, 0);
        c.report("twice", 6, 7, 0);
        c.repeat("twice");
        PanelNote<RequestNote> request = c.requestBatch("Rita");
        Map<String, Vote> votes = c.approveAll(request, "Ana", "Blas", "Fito");
        assertThat(c.outcome(of(votes, "Ana"), "twice")).isEqualTo(Approval.Outcome.SAME_EID);
        assertThat(c.outcome(of(votes, "Ana"), "good")).isEqualTo(Approval.Outcome.RELEASED);
        List<Opening.Opened> opened = c.open(request, votes, List.of("Ana", "Blas", "Fito"), "Rita");
        assertThat(opened).extracting(one -> c.name(one.slot())).containsExactly("good");
    }

    @Test
    void whomTheIdentityExcludesIsHeldAgainstWhomTheReportExcludes() throws Exception {
        for (int fromIdentity : new int[]{1, 2, 0}) {
            OpeningCase c = three();
            c.report("r", 6, 7, 1, fromIdentity);
            PanelNote<RequestNote> first = c.requestBatch("Rita");
            List<String> all = List.of("Ana", "Blas", "Caro", "Fito", "Gema");
            Opening.Opened report = c.open(first, c.approveAll(first, all.toArray(String[]::new)), all, "Rita")
                    .getFirst();
            c.result(first, "Rita", Map.of());
            PanelNote<RequestNote> second = c.requestEntries("Rita", RequestNote.Reason.IDENTITY, "Rita");
            Opening.Opened identity = c.open(second, c.approveAll(second, all.toArray(String[]::new)), all, "Rita")
                    .getFirst();
            assertThat(identity.audit().verdict()).as("alone each is allowed").isEqualTo(Audit.Verdict.WELL_FORMED);
            Audit compared = identity.comparedWith(report.recovered().excluded()).audit();
            assertThat(compared.malformed()).isEmpty();
            assertThat(compared.verdict()).isEqualTo(
                    fromIdentity == 1 ? Audit.Verdict.WELL_FORMED : Audit.Verdict.MALFORMED_CAPSULES);
        }
    }

    @Test
    void onlyTheSourceOwnsATombstone() throws Exception {
        OpeningCase c = three();
        c.report("r", 6, 7, 0);
        c.report("other", 6, 7, 0);
        c.tombstone("r", c.w("other"), "docket");
        c.tombstone("r", c.w("r"), "intake");
        PanelNote<RequestNote> request = c.requestBatch("Rita");
        Map<String, Vote> votes = c.approveAll(request, "Ana", "Blas", "Fito");
        assertThat(c.outcome(of(votes, "Ana"), "r")).isEqualTo(Approval.Outcome.RELEASED);
    }

    @Test
    void aLogInIsNotANote() {
        byte[] message = Login.message("ejemplo.example", new byte[32]);
        Malformed refusal = catchThrowableOfType(Malformed.class,
                () -> org.tresllaves.tlog.SignedNote.parse(message));
        assertThat(refusal.flaw()).isEqualTo(org.tresllaves.tlog.SignedNote.Flaw.CONTROL);
        assertThat(message).startsWith("tresllaves/v1/login\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    @Test
    void anAnswerCountsOnce() throws Exception {
        OpeningCase c = three();
        c.report("r", 6, 7, 0);
        PanelNote<RequestNote> request = c.requestBatch("Rita");
        c.refuse(request, "Ana");
        Refused refusal = catchThrowableOfType(Refused.class, () -> c.approveAll(request, "Ana"));
        assertThat(refusal.reason()).isEqualTo(Refused.Reason.ALREADY_ANSWERED);
        Refused reader = catchThrowableOfType(Refused.class, () -> c.approveAll(request, "Saul"));
        assertThat(reader.reason()).isEqualTo(Refused.Reason.NOT_A_MEMBER);
    }

    @Test
    void aSecondReaderRechecksWhatAMemberSent() throws Exception {
        OpeningCase c = three();
        c.report("r", 6, 7, 0);
        PanelNote<RequestNote> request = c.requestBatch("Rita", "Saul");
        Map<String, Vote> votes = c.approveAll(request, "Ana", "Blas", "Caro", "Fito");
        Opening.Opened saul = c.open(request, votes, List.of("Ana", "Blas", "Fito"), "Saul").getFirst();
        assertThat(c.recheck(request, "Rita", of(votes, "Ana"), saul)).isEqualTo(Release.Recheck.AS_SENT);
        Vote liar = c.lie(request, "Caro");
        assertThat(c.recheck(request, "Rita", liar, saul)).isEqualTo(Release.Recheck.WRONG);
        Vote framed = new Vote(of(votes, "Ana").note(), liar.bundles(), List.of());
        Refused refusal = catchThrowableOfType(Refused.class, () -> c.recheck(request, "Rita", framed, saul));
        assertThat(refusal.reason()).isEqualTo(Refused.Reason.BUNDLE);
    }

    @Test
    void aResultTokenIsFoundByItsSourceOnly() throws Exception {
        OpeningCase c = three();
        c.report("r", 6, 7, 0);
        PanelNote<RequestNote> request = c.requestBatch("Rita", "Saul");
        Secret rs = new SeededRandom("rs").secret(32);
        ResultNote rita = c.result(request, "Rita", Map.of(c.slotOf("r"),
                new Results.Found(rs, Audit.Verdict.WELL_FORMED)));
        ResultNote saul = c.result(request, "Saul", Map.of(c.slotOf("r"),
                new Results.Found(rs, Audit.Verdict.WELL_FORMED)));
        assertThat(rita.tokens()).hasSize(c.slots().size()).doesNotHaveDuplicates();
        byte[] who = Derive.h(Label.WHO, TestPanel.person("Rita").person()).bytes();
        byte[] expected = ResultToken.derive(rs, request.hash(), org.tresllaves.protocol.Hash.of(who),
                Audit.Verdict.WELL_FORMED);
        assertThat(rita.tokens().get(c.slotOf("r"))).isEqualTo(ResultNote.Token.of(expected));
        assertThat(saul.tokens()).doesNotContain(ResultNote.Token.of(expected));
        byte[] malformed = ResultToken.derive(rs, request.hash(), org.tresllaves.protocol.Hash.of(who),
                Audit.Verdict.MALFORMED_CAPSULES);
        assertThat(rita.tokens()).doesNotContain(ResultNote.Token.of(malformed));
    }

    @Test
    void requestChecksRefuseTheRequest() throws Exception {
        OpeningCase c = three();
        c.report("r", 6, 7, 0);
        PanelNote<RequestNote> request = c.requestBatch("Rita");
        assertThat(c.refusal(request, c.slots(), 0)).isEmpty();
        assertThat(c.refusal(request, c.slots(), 2)).contains(Refused.Reason.CLOSED);
        assertThat(c.refusal(request, c.slots(), 15)).contains(Refused.Reason.NOT_AFTER);
        assertThat(c.refusal(request, c.slots(), 400)).contains(Refused.Reason.NOT_AFTER);
        assertThat(c.refusal(request, c.slots(), -40)).contains(Refused.Reason.ROSTER_NOT_CURRENT);
        assertThat(c.refusal(request, c.slots().reversed(), 0)).contains(Refused.Reason.SLOTS_DIFFER);
        List<Slot> twice = new java.util.ArrayList<>(c.slots());
        twice.add(c.slots().getLast());
        assertThat(c.refusal(request, twice, 0)).contains(Refused.Reason.SAME_EID);
        assertThat(c.refusal(c.requestWithKeyOf("Rita", "Saul"), c.slots(), 0))
                .contains(Refused.Reason.READER_KEY_OF_ANOTHER);
        assertThat(c.refusal(c.requestWithUnknownKey("Rita"), c.slots(), 0))
                .contains(Refused.Reason.UNKNOWN_READER_KEY);
    }

    @Test
    void aRequestNamesReadersWhoCanBeDrawnWithKeysThatLast() throws Exception {
        OpeningCase c = OpeningCase.of(
                TestPanel.terms(3, TestPanel.bench("office", 2, 2, 1), TestPanel.bench("civil", 1, 1, 0)),
                TestPanel.seat("Ana", "office"), TestPanel.seat("Blas", "office"), TestPanel.seat("Caro", "office"),
                TestPanel.seat("Fito", "civil"), TestPanel.seat("Gema", "civil"), TestPanel.reader("Rita"),
                new Ceremony.Seat(TestPanel.person("Saul").card(0), Optional.empty(), false));
        c.report("r", 1, 6, 0);
        assertThat(c.refusal(c.requestBatch("Rita"), c.slots(), 0)).isEmpty();
        assertThat(c.refusal(c.requestBatch("Saul"), c.slots(), 0)).contains(Refused.Reason.READER_NOT_FIRST);
        PanelNote<RequestNote> late = c.requestBatchWithKeyOf(13, "Rita");
        assertThat(c.refusal(late, c.slots(), 0)).contains(Refused.Reason.READER_KEY_EXPIRED);
        assertThat(c.refusal(c.requestBatch("Rita"), List.of(), 0)).contains(Refused.Reason.SLOTS_DIFFER);
        assertThat(c.refusal(c.requestBatch("Rita"), Collections.nCopies(3001, c.slots().getFirst()), 0))
                .contains(Refused.Reason.TOO_MANY_SLOTS);
        assertThat(c.refusal(c.requestBatch("Rita"), Collections.nCopies(3000, c.slots().getFirst()), 0))
                .contains(Refused.Reason.SAME_EID);
        List<Slot> fewer = c.slots().subList(1, c.slots().size());
        PanelNote<RequestNote> entries = c.requestEntries("Rita", RequestNote.Reason.ORPHAN, "Rita");
        assertThat(c.refusal(entries, fewer, 0)).contains(Refused.Reason.SLOTS_DIFFER);
    }

    @Test
    void aHeaderThatIsNotWhatItsEntrySaysIsReleasedByNobody() throws Exception {
        OpeningCase c = OpeningCase.of(
                TestPanel.terms(3, TestPanel.bench("office", 2, 2, 1), TestPanel.bench("civil", 1, 1, 0)),
                TestPanel.seat("Ana", "office"), TestPanel.seat("Blas", "office"), TestPanel.seat("Caro", "office"),
                TestPanel.seat("Fito", "civil"), TestPanel.seat("Gema", "civil"), TestPanel.reader("Rita"),
                new Ceremony.Seat(TestPanel.person("Saul").card(0), Optional.empty(), false));
        c.report("good", 1, 6, 0);
        c.report("drawn for somebody who cannot be", 6, 7, 0);
        c.report("under another entry", 1, 6, 0);
        c.underAnotherEid("under another entry");
        c.reportOf("of another panel", Hash.of(new byte[32]), c.rosterHash());
        c.reportOf("under another roster", c.panelId(), Hash.of(new byte[32]));
        PanelNote<RequestNote> request = c.requestBatch("Rita");
        Vote ana = of(c.approveAll(request, "Ana"), "Ana");
        for (String name : List.of("drawn for somebody who cannot be", "under another entry", "of another panel",
                "under another roster")) {
            assertThat(c.outcome(ana, name)).as(name).isEqualTo(Approval.Outcome.MALFORMED);
        }
        assertThat(c.outcome(ana, "good")).isEqualTo(Approval.Outcome.RELEASED);
    }

    @Test
    void aResultCountsForWhatItsRequestCoversOnly() throws Exception {
        OpeningCase c = three();
        c.report("r", 6, 1, 0);
        // Saul, who was not drawn, and Rita for an identity: neither has read the report.
        PanelNote<RequestNote> first = c.requestBatch("Rita");
        assertThat(c.hasResult("Rita", "r")).isFalse();
        c.result(first, "Rita", Map.of());
        assertThat(c.hasResult("Rita", "r")).isTrue();
        assertThat(c.hasResult("Saul", "r")).isFalse();
        OpeningCase d = three();
        d.report("r", 6, 1, 0);
        PanelNote<RequestNote> identity = d.requestEntries("Rita", RequestNote.Reason.IDENTITY, "Rita");
        d.result(identity, "Rita", Map.of());
        assertThat(d.hasResult("Rita", "r")).as("a RESULT of an identity is none of the report").isFalse();
    }

    @Test
    void nothingALogInSignsParsesAsANote() {
        String note = "tresllaves/v1/refuse\npanel " + "0".repeat(64) + "\n\n\u2014 x AAAAAAA=\n";
        for (String origin : List.of("ejemplo.example/docket", "\n\n" + note, note, "")) {
            for (byte[] nonce : List.of(new byte[32],
                    java.util.Arrays.copyOf(note.getBytes(java.nio.charset.StandardCharsets.UTF_8), 32))) {
                byte[] signed = Login.message(origin, nonce);
                assertThat(catchThrowableOfType(Malformed.class, () -> org.tresllaves.tlog.SignedNote.parse(signed)))
                        .isNotNull();
                // And nothing that is signed as a note begins like it: the zero byte stands where a note has a newline.
                assertThat(new String(signed, java.nio.charset.StandardCharsets.ISO_8859_1))
                        .startsWith("tresllaves/v1/login\0");
                Malformed text = catchThrowableOfType(Malformed.class, () -> org.tresllaves.protocol.DocketNote
                        .parse(new String(signed, java.nio.charset.StandardCharsets.UTF_8)));
                assertThat(text).isNotNull();
            }
        }
    }

    @Test
    void readingWaitsForTheCloseUnlessEverybodyAnswered() throws Exception {
        OpeningCase c = three();
        c.report("r", 6, 7, 0);
        PanelNote<RequestNote> request = c.requestBatch("Rita");
        c.approveAll(request, "Ana", "Blas", "Fito");
        assertThat(c.readingRefused(request, "Rita", 0)).contains(Refused.Reason.NOT_CLOSED);
        assertThat(c.readingRefused(request, "Rita", 1)).isEmpty();
        assertThat(c.readingRefused(request, "Caro", 1)).contains(Refused.Reason.NOT_A_READER);
        c.refuse(request, "Caro");
        c.refuse(request, "Gema");
        assertThat(c.readingRefused(request, "Rita", 0)).isEmpty();
    }
}
