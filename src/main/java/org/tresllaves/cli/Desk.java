package org.tresllaves.cli;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.Executors;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Callable;
import org.tresllaves.client.Address;
import org.tresllaves.client.DocketSession;
import org.tresllaves.client.Intake;
import org.tresllaves.client.Purpose;
import org.tresllaves.client.Server;
import org.tresllaves.client.Untrue;
import org.tresllaves.panel.DayKey;
import org.tresllaves.panel.Docket;
import org.tresllaves.panel.PersonKeys;
import org.tresllaves.panel.Slot;
import org.tresllaves.protocol.DocketNote;
import org.tresllaves.protocol.Eid;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.IntakeEntry;
import org.tresllaves.protocol.Refusal;
import org.tresllaves.protocol.Refused;
import org.tresllaves.protocol.RequestNote;
import org.tresllaves.protocol.Roster;
import org.tresllaves.tlog.PanelNote;
import org.tresllaves.tlog.RosterChain;

/** One visit of somebody of the panel: logged in, with rosters, docket and intake log fetched and verified. */
final class Desk implements AutoCloseable {
    /** Far below the 32 streams that a circuit may have. */
    private static final int AT_ONCE = 8;

    private final Run run;
    private final Server server;
    private final RosterChain chain;
    private final List<Intake.Batch> intake;
    private final DocketSession session;
    private List<byte[]> log;
    private Docket docket;

    private Desk(Run run, Server server, RosterChain chain, List<Intake.Batch> intake, DocketSession session,
            List<byte[]> log) {
        this.run = run;
        this.server = server;
        this.chain = chain;
        this.intake = intake;
        this.session = session;
        this.log = log;
        this.docket = Docket.of(chain, log);
    }

    static Desk open(Run run, AtServer at, PersonKeys keys)
            throws Stop, IOException, Refused, Untrue, Address.Unusable {
        RosterChain chain = at.rosters(run);
        Server server = at.connect(run, Purpose.DOCKET);
        try {
            DocketSession session = DocketSession.login(server, chain, keys.ed25519());
            List<Intake.Batch> intake = Intake.fetch(server, chain);
            return new Desk(run, server, chain, intake, session, server.unverifiedDocket());
        } catch (IOException | Refused | Untrue | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    RosterChain chain() {
        return chain;
    }

    List<Intake.Batch> intake() {
        return intake;
    }

    DocketSession session() {
        return session;
    }

    Server server() {
        return server;
    }

    Docket docket() {
        return docket;
    }

    List<byte[]> log() {
        return log;
    }

    /** The roster under which new notes are written. */
    RosterChain.Link current() throws Stop {
        return chain.current(run.clock().instant()).orElseThrow(() -> new Stop(Problem.ROSTER_EXPIRED));
    }

    /** This person on the current roster. */
    Roster.Person self(PersonKeys keys) throws Stop {
        return keys.on(current().roster()).orElseThrow(() -> new Stop(Problem.NOT_ON_PANEL, keys.name().text()));
    }

    DocketNote.Head head(Roster.Person self) throws Stop {
        return new DocketNote.Head(chain.panelId(), current().hash(), self.index());
    }

    /** Posts a note and reads the docket again, so that what follows builds on it. */
    void post(DocketNote note, Roster.Person self, PersonKeys keys) throws IOException, Refused, Untrue {
        session.post(PanelNote.sign(note, self, keys.ed25519()).encode());
        log = server.unverifiedDocket();
        docket = Docket.of(chain, log);
    }

    /** The request whose hash begins like this. */
    PanelNote<RequestNote> request(String typed) throws Stop {
        List<PanelNote<RequestNote>> found = docket.all(RequestNote.class).stream()
                .filter(request -> request.hash().hex().startsWith(typed)).toList();
        if (typed.length() < 8 || found.size() != 1) {
            throw new Stop(Problem.EID_MALFORMED, Letters.tameLine(typed));
        }
        return found.getFirst();
    }

    /** Everything a request covers, fetched. Dummies are asked for like reports: the server does not learn what a client can tell apart. */
    List<Slot> slots(RequestNote.Scope scope) throws IOException, Refused, Untrue {
        List<Callable<Slot>> wanted = new ArrayList<>();
        run.say("docket.checking");
        Set<Eid> repeated = repeated();
        for (Intake.Batch batch : intake) {
            for (IntakeEntry entry : batch.entries()) {
                if (covers(scope, batch, entry)) {
                    wanted.add(() -> slot(batch, entry, repeated.contains(entry.eid())));
                }
            }
        }
        List<Slot> slots = fetched(wanted);
        return scope instanceof RequestNote.Entries
                ? slots.stream().sorted(java.util.Comparator.comparing(Slot::eid)).toList()
                : slots;
    }

    /** All of them in their order, a few at a time: over Tor each is a second of waiting. */
    private static <T> List<T> fetched(List<Callable<T>> wanted) throws IOException, Refused, Untrue {
        List<T> all = new ArrayList<>();
        ExecutorService lanes = Executors.newFixedThreadPool(AT_ONCE);
        try {
            for (Future<T> one : wanted.stream().map(lanes::submit).toList()) {
                all.add(one.get());
            }
            return all;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException cause -> throw cause;
                case Refused cause -> throw cause;
                case Untrue cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case null, default -> throw new IllegalStateException(e);
            }
        } finally {
            lanes.shutdownNow();
        }
    }

    /** Which entries a request covers are reports, as far as this member's day keys tell; a batch without such a key is named. */
    Set<Eid> reports(RequestNote.Scope scope, PersonKeys keys)
            throws IOException, Refused, Untrue, org.tresllaves.panel.Refused {
        List<Intake.Batch> covered = intake.stream()
                .filter(batch -> batch.entries().stream().anyMatch(entry -> covers(scope, batch, entry))).toList();
        List<Optional<byte[]>> sealed = fetched(covered.stream()
                .<Callable<Optional<byte[]>>>map(batch -> () -> sealedDayKey(batch)).toList());
        Set<Eid> reports = new HashSet<>();
        for (int i = 0; i < covered.size(); i++) {
            Intake.Batch batch = covered.get(i);
            Optional<DayKey> key = sealed.get(i).isPresent()
                    ? DayKey.open(batch.leaf(), sealed.get(i).get(), chain, keys)
                    : Optional.empty();
            key.ifPresentOrElse(day -> reports.addAll(day.reports(batch.entries())),
                    () -> run.say("docket.day-key-missing", Long.toString(batch.leaf().number())));
        }
        return reports;
    }

    private Optional<byte[]> sealedDayKey(Intake.Batch batch) throws IOException, Refused, Untrue {
        try {
            return Optional.of(session.sealedDayKey(batch.leaf().number()));
        } catch (Refused e) {
            if (e.refusal() != Refusal.UNKNOWN) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private static boolean covers(RequestNote.Scope scope, Intake.Batch batch, IntakeEntry entry) {
        return switch (scope) {
            case RequestNote.Batches batches -> batches.numbers().contains(batch.leaf().number());
            case RequestNote.Entries entries ->
                entries.entries().contains(new RequestNote.Entry(entry.eid(), entry.envelopeHash()));
        };
    }

    private Slot slot(Intake.Batch batch, IntakeEntry entry, boolean repeated) throws IOException, Refused, Untrue {
        Optional<Slot.Fetched> fetched = session.unverifiedStart(entry.eid())
                .map(start -> Slot.Fetched.of(start.segment0(), start.digests()));
        return new Slot(batch.leaf().number(), batch.leaf().day(), entry.eid(), entry.envelopeHash(), entry.rtag(),
                fetched, repeated);
    }

    /** Eids that stand more than once in the whole window: no honest source and no honest server makes one. */
    private Set<Eid> repeated() {
        Set<Eid> seen = new HashSet<>();
        Set<Eid> repeated = new HashSet<>();
        intake.stream().map(Intake.Batch::entries).flatMap(List::stream).map(IntakeEntry::eid)
                .filter(eid -> !seen.add(eid)).forEach(repeated::add);
        return repeated;
    }

    static String brief(Hash hash) {
        return hash.hex().substring(0, 16);
    }

    @Override
    public void close() {
        try (server) {
            session.close();
        }
    }
}
