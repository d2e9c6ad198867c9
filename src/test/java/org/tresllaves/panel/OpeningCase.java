package org.tresllaves.panel;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.tresllaves.crypto.Incoherent;
import org.tresllaves.crypto.Dealing;
import org.tresllaves.crypto.Derive;
import org.tresllaves.crypto.EnvelopeKeys;
import org.tresllaves.crypto.Hpke;
import org.tresllaves.crypto.Release;
import org.tresllaves.crypto.Secret;
import org.tresllaves.crypto.SeededRandom;
import org.tresllaves.protocol.ApproveNote;
import org.tresllaves.protocol.Compartment;
import org.tresllaves.protocol.Dealt;
import org.tresllaves.protocol.DocketNote;
import org.tresllaves.protocol.Eid;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Header;
import org.tresllaves.protocol.Label;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.ReaderKeyNote;
import org.tresllaves.protocol.RefuseNote;
import org.tresllaves.protocol.RequestNote;
import org.tresllaves.protocol.ResultNote;
import org.tresllaves.protocol.Roster;
import org.tresllaves.protocol.TombstoneNote;
import org.tresllaves.tlog.PanelNote;
import org.tresllaves.tlog.RosterChain;
import org.tresllaves.tlog.SignedNote;

/** A docket in memory: one batch of reports and dummies, and people who ask, approve and read. */
final class OpeningCase {
    private static final Instant START = Instant.ofEpochSecond(TestPanel.FROM + 10 * TestPanel.DAY);

    private final RosterChain chain;
    private final Roster roster;
    private final SeededRandom random = new SeededRandom("opening");
    private final Map<String, Slot> reports = new LinkedHashMap<>();
    private final Map<String, Slot.Report> headers = new HashMap<>();
    private final Map<String, Secret> messages = new HashMap<>();
    private final Map<String, Secret> ws = new HashMap<>();
    private final Map<String, PersonKeys> keys = new HashMap<>();
    private final List<byte[]> log = new ArrayList<>();
    private int today;

    /** An approval and its bundles. */
    record Vote(SignedNote note, Map<Integer, byte[]> bundles, List<Approval.Outcome> outcomes) {
    }

    private OpeningCase(RosterChain chain) {
        this.chain = chain;
        this.roster = chain.last().roster();
        for (Roster.Person person : roster.people()) {
            keys.put(person.name().text(), TestPanel.person(person.name().text()));
        }
        for (int i = 0; i < 3; i++) {
            reports.put("dummy " + i, slot(Eid.of(random.bytes(16)), hash(), hash(), Optional.empty()));
        }
    }

    static OpeningCase of(Ceremony.Terms terms, Ceremony.Seat... seats) throws Malformed {
        return new OpeningCase(TestPanel.chain(terms, seats));
    }

    static List<String> chosen(String[] all, int subset) {
        List<String> out = new ArrayList<>();
        for (int i = 0; i < all.length; i++) {
            if ((subset >>> i & 1) == 1) {
                out.add(all[i]);
            }
        }
        return out;
    }

    static byte[] bundle(Vote vote, int reader) {
        return Objects.requireNonNull(vote.bundles().get(reader));
    }

    private Hash hash() {
        return Hash.of(random.bytes(32));
    }

    private static Slot slot(Eid eid, Hash envelope, Hash rtag, Optional<Slot.Fetched> fetched) {
        LocalDate day = LocalDate.ofInstant(START, ZoneOffset.UTC);
        return new Slot(3, day, eid, envelope, rtag, fetched, false);
    }

    /** Seals a report drawn for r1 and r2, without these excluded people. */
    void report(String name, int r1, int r2, int excluded) {
        report(name, r1, r2, excluded, excluded);
    }

    /** The same by a source that excludes other people from the identity than from the report. */
    void report(String name, int r1, int r2, int excluded, int fromIdentity) {
        report(name, new Header.Prefix(chain.panelId(), chain.last().hash(), Eid.of(random.bytes(16)),
                roster.members().size(), r1, r2), excluded, fromIdentity);
    }

    /** A report whose shares everybody accepts and that nobody can open; a hostile source made it so. */
    void incoherent(String name, int r1, int r2) {
        Header.Prefix prefix = new Header.Prefix(chain.panelId(), chain.last().hash(), Eid.of(random.bytes(16)),
                roster.members().size(), r1, r2);
        Dealt dealt = Incoherent.deal(EnvelopeKeys.tag(Compartment.REPORT, prefix), roster.rule(Compartment.REPORT),
                roster.members().stream().map(Roster.Member::xWing).toList(), random);
        report(name, new Header(prefix, dealt, deal(name, Compartment.IDENTITY, prefix, 0)));
    }

    private void report(String name, Header.Prefix prefix, int excluded, int fromIdentity) {
        report(name, new Header(prefix, deal(name, Compartment.REPORT, prefix, excluded),
                deal(name, Compartment.IDENTITY, prefix, fromIdentity)));
    }

    private void report(String name, Header header) {
        Header.Prefix prefix = header.prefix();
        byte[] segment = Derive.concat(header.encode(), random.bytes(100));
        List<Hash> digests = List.of(Hash.of(Derive.sha256().digest(segment)), hash());
        Secret w = random.secret(32);
        ws.put(name, w);
        headers.put(name, new Slot.Report(header, roster));
        reports.put(name, slot(prefix.eid(), EnvelopeKeys.envelopeHash(digests), Derive.h(Label.RTAG, w.reveal()),
                Optional.of(Slot.Fetched.of(segment, digests))));
    }

    /** A report whose header names this panel and this roster. */
    void reportOf(String name, Hash panelId, Hash rosterHash) {
        Header.Prefix prefix = new Header.Prefix(panelId, rosterHash, Eid.of(random.bytes(16)),
                roster.members().size(), 1, 6);
        report(name, prefix, 0, 0);
    }

    /** The server logged it under another eid than its header has. */
    void underAnotherEid(String name) {
        Slot old = report(name);
        reports.put(name, slot(Eid.of(random.bytes(16)), old.envelopeHash(), old.rtag(), old.fetched()));
    }

    Hash panelId() {
        return chain.panelId();
    }

    Hash rosterHash() {
        return chain.last().hash();
    }

    boolean hasResult(String reader, String name) {
        return docket().hasResultBy(person(reader), report(name));
    }

    /** Asked so many days after the reader's key was made, which lasts one day less than then. */
    PanelNote<RequestNote> requestBatchWithKeyOf(int days, String reader) throws Malformed {
        Secret seed = random.secret(32);
        LocalDate end = LocalDate.ofInstant(now(), ZoneOffset.UTC).plusDays(days - 1);
        Hash hash = post(new ReaderKeyNote(head(reader), Hpke.keyPair(seed).publicKey(), end), reader);
        day(days);
        return request(reader, Compartment.REPORT, RequestNote.Reason.FIRST,
                List.of(new RequestNote.To(person(reader).index(), hash)), new RequestNote.Batches(List.of(3L)));
    }

    private Dealt deal(String name, Compartment compartment, Header.Prefix prefix, int excluded) {
        Secret message = random.secret(32);
        messages.put(name + compartment, message);
        return Dealing.deal(EnvelopeKeys.tag(compartment, prefix), roster.rule(compartment), message, random.secret(32),
                excluded, roster.members().stream().map(Roster.Member::xWing).toList());
    }

    Secret message(String name, Compartment compartment) {
        return Objects.requireNonNull(messages.get(name + compartment));
    }

    Slot.Report examined(String name) {
        return Objects.requireNonNull(headers.get(name));
    }

    List<Slot> slots() {
        return reports.values().stream().sorted(Comparator.comparing(Slot::eid)).toList();
    }

    int slotOf(String name) {
        return slots().indexOf(report(name));
    }

    private Slot report(String name) {
        return Objects.requireNonNull(reports.get(name));
    }

    String name(int slot) {
        return reports.entrySet().stream().filter(entry -> entry.getValue().equals(slots().get(slot))).findFirst()
                .orElseThrow().getKey();
    }

    void withdraw(String name) {
        tombstone(name, w(name), "docket");
    }

    Hash w(String name) {
        return Hash.of(Objects.requireNonNull(ws.get(name)).reveal());
    }

    /** A tombstone with this w, by the key of this log. */
    void tombstone(String name, Hash w, String by) {
        String text = new TombstoneNote(chain.panelId(), report(name).eid(), w).encode();
        log.add(SignedNote.unsigned(text).signedBy(TestPanel.logKey(by), new SeededRandom("log " + by).secret(32))
                .encode());
    }

    /** The server sends one changed byte. */
    void change(String name) {
        Slot old = report(name);
        Slot.Fetched got = old.fetched().orElseThrow();
        byte[] segment = got.start();
        segment[4000] ^= 1;
        reports.put(name, slot(old.eid(), old.envelopeHash(), old.rtag(),
                Optional.of(Slot.Fetched.of(segment, got.digests()))));
    }

    /** Another entry of the window, which the request does not cover, has the same eid. */
    void repeat(String name) {
        Slot old = report(name);
        reports.put(name, new Slot(old.batch(), old.day(), old.eid(), old.envelopeHash(), old.rtag(), old.fetched(),
                true));
    }

    void lose(String name) {
        Slot old = report(name);
        reports.put(name, slot(old.eid(), old.envelopeHash(), old.rtag(), Optional.empty()));
    }

    void day(int day) {
        today = day;
    }

    private Instant now() {
        return START.plusSeconds(today * TestPanel.DAY);
    }

    private Roster.Person person(String name) {
        return roster.people().stream().filter(p -> p.name().text().equals(name)).findFirst().orElseThrow();
    }

    private PersonKeys keys(String name) {
        return Objects.requireNonNull(keys.get(name));
    }

    private DocketNote.Head head(String name) {
        return new DocketNote.Head(chain.panelId(), chain.last().hash(), person(name).index());
    }

    private Docket docket() {
        return Docket.of(chain, log);
    }

    private Hash post(DocketNote note, String name) throws Malformed {
        byte[] bytes = PanelNote.sign(note, person(name), keys(name).ed25519()).encode();
        log.add(bytes);
        return PanelNote.verify(bytes, chain).hash();
    }

    private Hash readerKey(String name) throws Malformed {
        Secret seed = random.secret(32);
        LocalDate end = LocalDate.ofInstant(now(), ZoneOffset.UTC).plusDays(14);
        Hash hash = post(new ReaderKeyNote(head(name), Hpke.keyPair(seed).publicKey(), end), name);
        keys.put(name, keys(name).withReaderSeed(new PersonKeys.ReaderSeed(hash, end, seed)));
        return hash;
    }

    private List<RequestNote.To> readers(String... names) throws Malformed {
        List<RequestNote.To> readers = new ArrayList<>();
        for (String name : names) {
            readers.add(new RequestNote.To(person(name).index(), readerKey(name)));
        }
        return readers;
    }

    PanelNote<RequestNote> requestBatch(String... readers) throws Malformed {
        return request(readers[0], Compartment.REPORT, RequestNote.Reason.FIRST, readers(readers),
                new RequestNote.Batches(List.of(3L)));
    }

    PanelNote<RequestNote> requestEntries(String who, RequestNote.Reason reason, String... readers) throws Malformed {
        Compartment compartment = reason == RequestNote.Reason.IDENTITY ? Compartment.IDENTITY : Compartment.REPORT;
        List<RequestNote.To> to = readers(readers).stream().sorted(Comparator.comparing(RequestNote.To::person))
                .toList();
        return request(who, compartment, reason, to, new RequestNote.Entries(
                entrySlots().stream().map(s -> new RequestNote.Entry(s.eid(), s.envelopeHash())).toList()));
    }

    PanelNote<RequestNote> requestWithKeyOf(String reader, String other) throws Malformed {
        RequestNote.To to = new RequestNote.To(person(reader).index(), readerKey(other));
        return request(reader, Compartment.REPORT, RequestNote.Reason.FIRST, List.of(to),
                new RequestNote.Batches(List.of(3L)));
    }

    PanelNote<RequestNote> requestWithUnknownKey(String reader) throws Malformed {
        RequestNote.To to = new RequestNote.To(person(reader).index(), hash());
        return request(reader, Compartment.REPORT, RequestNote.Reason.FIRST, List.of(to),
                new RequestNote.Batches(List.of(3L)));
    }

    private PanelNote<RequestNote> request(String who, Compartment compartment, RequestNote.Reason reason,
            List<RequestNote.To> readers, RequestNote.Scope scope) throws Malformed {
        String nonce = Hash.of(random.bytes(32)).hex().substring(32);
        RequestNote note = new RequestNote(head(who), compartment, reason,
                new RequestNote.Close(now().plusSeconds(TestPanel.DAY)),
                LocalDate.ofInstant(now(), ZoneOffset.UTC).plusDays(14), nonce, readers, scope);
        Hash hash = post(note, who);
        return docket().request(hash).orElseThrow();
    }

    private List<Slot> entrySlots() {
        return slots().stream().filter(slot -> slot.fetched().isPresent()).toList();
    }

    private List<Slot> slotsOf(PanelNote<RequestNote> request) {
        return request.note().scope() instanceof RequestNote.Batches ? slots() : entrySlots();
    }

    Map<String, Vote> approveAll(PanelNote<RequestNote> request, String... names) throws Refused {
        Map<String, Vote> votes = new LinkedHashMap<>();
        Docket docket = docket();
        RequestCheck.Checked checked = RequestCheck.forApproval(request, chain, docket, slotsOf(request), now());
        for (String name : names) {
            Approval.Approved approved = new Approval(checked, chain, docket, keys(name))
                    .approve(LocalDate.ofInstant(now(), ZoneOffset.UTC), random);
            log.add(approved.note().encode());
            votes.put(name, new Vote(approved.note(), approved.bundles(), approved.outcomes()));
        }
        return votes;
    }

    Approval.Outcome outcome(Vote vote, String name) {
        return vote.outcomes().get(slotOf(name));
    }

    private Opening opening(PanelNote<RequestNote> request, String reader, int daysAfter) throws Refused {
        Docket docket = docket();
        return Opening.of(RequestCheck.forReading(request, docket, slotsOf(request)), chain, docket, keys(reader),
                now().plusSeconds(daysAfter * TestPanel.DAY));
    }

    /** Reads after the close with the bundles of these approvers. */
    List<Opening.Opened> open(PanelNote<RequestNote> request, Map<String, Vote> votes, List<String> approvers,
            String reader) throws Refused, Malformed {
        return outcome(request, votes, approvers, reader).opened();
    }

    Opening.Outcome outcome(PanelNote<RequestNote> request, Map<String, Vote> votes, List<String> approvers,
            String reader) throws Refused, Malformed {
        Opening opening = opening(request, reader, 1);
        for (String approver : approvers) {
            Vote vote = Objects.requireNonNull(votes.get(approver));
            opening.take(approve(vote), bundle(vote, person(reader).index()));
        }
        return opening.open();
    }

    Optional<Refused.Reason> take(PanelNote<RequestNote> request, Vote vote, String reader) throws Refused, Malformed {
        try {
            opening(request, reader, 1).take(approve(vote), bundle(vote, person(reader).index()));
            return Optional.empty();
        } catch (Refused e) {
            return Optional.of(e.reason());
        }
    }

    private PanelNote<ApproveNote> approve(Vote vote) throws Malformed {
        return PanelNote.verify(vote.note().encode(), chain).as(ApproveNote.class).orElseThrow();
    }

    Optional<Refused.Reason> refusal(PanelNote<RequestNote> request, List<Slot> slots, int daysAfter) {
        try {
            RequestCheck.forApproval(request, chain, docket(), slots, now().plusSeconds(daysAfter * TestPanel.DAY));
            return Optional.empty();
        } catch (Refused e) {
            return Optional.of(e.reason());
        }
    }

    Optional<Refused.Reason> readingRefused(PanelNote<RequestNote> request, String reader, int daysAfter) {
        try {
            opening(request, reader, daysAfter);
            return Optional.empty();
        } catch (Refused e) {
            return Optional.of(e.reason());
        }
    }

    void refuse(PanelNote<RequestNote> request, String name) throws Malformed {
        post(new RefuseNote(head(name), request.hash(), RefuseNote.Reason.OTHER), name);
    }

    ResultNote result(PanelNote<RequestNote> request, String reader, Map<Integer, Results.Found> found)
            throws Refused, Malformed {
        RequestCheck.Checked checked = RequestCheck.forReading(request, docket(), slotsOf(request));
        SignedNote note = Results.result(checked, keys(reader), found, random);
        log.add(note.encode());
        return PanelNote.verify(note.encode(), chain).as(ResultNote.class).orElseThrow().note();
    }

    Secret readerSeed(PanelNote<RequestNote> request, String reader) {
        Hash hash = request.note().readerKeyOf(person(reader).index()).orElseThrow();
        return keys(reader).readerSeed(hash).orElseThrow();
    }

    /** An approval whose bundles are honest in form and hold wrong shares. */
    Vote lie(PanelNote<RequestNote> request, String name) throws Refused {
        RequestCheck.Checked checked = RequestCheck.forReading(request, docket(), slotsOf(request));
        Map<Integer, byte[]> bundles = new LinkedHashMap<>();
        List<ApproveNote.Bundle> hashes = new ArrayList<>();
        for (RequestCheck.To to : checked.readers()) {
            byte[] bundle = new byte[0];
            for (int slot = 0; slot < checked.slots().size(); slot++) {
                bundle = Derive.concat(bundle, Release.filler(to.key(), random));
            }
            bundles.put(to.person().index(), bundle);
            hashes.add(new ApproveNote.Bundle(to.person().index(), new Bundle(bundle).hash()));
        }
        ApproveNote note = new ApproveNote(head(name), request.hash(), hashes);
        return new Vote(PanelNote.sign(note, person(name), keys(name).ed25519()), bundles, List.of());
    }

    Release.Recheck recheck(PanelNote<RequestNote> request, String accuser, Vote vote, Opening.Opened opened)
            throws Refused, Malformed {
        RequestCheck.Checked checked = RequestCheck.forReading(request, docket(), slotsOf(request));
        RequestCheck.To to = checked.readers().stream().filter(t -> t.person().name().text().equals(accuser))
                .findFirst().orElseThrow();
        return Recheck.of(checked, to, approve(vote), bundle(vote, to.person().index()), opened);
    }
}
