package org.tresllaves.panel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Roster;
import org.tresllaves.tlog.RosterChain;
import org.tresllaves.tlog.RosterChain.Flaw;
import org.tresllaves.tlog.SignedNote;
import org.tresllaves.vectors.Vector;

/** Writes the vectors of roster chains: a genesis, a successor, and one for every refusal. */
public final class ChainVectors {
    private static final String FORMAT = "roster-chain";
    private static final Ceremony.Terms TERMS = TestPanel.terms(2, TestPanel.bench("office", 2, 2, 1));
    private static final Ceremony.Terms LATER = TestPanel.from(TERMS, TestPanel.FROM + 7 * TestPanel.DAY);
    private static final List<Ceremony.Seat> SEATS = List.of(TestPanel.seat("Ana", "office"),
            TestPanel.seat("Blas", "office"), TestPanel.seat("Caro", "office"), TestPanel.reader("Rita"));
    private static final String[] ALL = {"Ana", "Blas", "Caro", "Rita"};

    private ChainVectors() {
    }

    public static void main(String[] args) throws IOException, Malformed {
        Vector.write(FORMAT, all());
    }

    static Map<String, Vector> all() throws Malformed {
        Map<String, Vector> all = new TreeMap<>();
        RosterChain chain = TestPanel.chain(TERMS, SEATS.toArray(Ceremony.Seat[]::new));
        Hash id = chain.panelId();
        byte[] genesis = chain.notes().getFirst();
        byte[] next = TestPanel.next(chain, LATER, SEATS);
        all.put("genesis", with(Vector.ok(FORMAT, "a genesis everybody signed"), id, genesis));
        all.put("successor", with(Vector.ok(FORMAT, "the same people again, seven days later"), id, genesis, next));
        all.put("empty", with(bad(Flaw.EMPTY, "no roster at all"), id));
        all.put("starts-late", with(bad(Flaw.NOT_GENESIS, "the chain begins with the second roster"), id, next));
        all.put("another-panel", with(bad(Flaw.PANEL_ID, "the genesis of another panel"), Hash.of(new byte[32]),
                genesis));
        links(all, chain, id, genesis);
        signatures(all, chain, id, genesis);
        return all;
    }

    private static void links(Map<String, Vector> all, RosterChain chain, Hash id, byte[] genesis) throws Malformed {
        Roster right = Ceremony.next(chain, LATER, SEATS, List.of(), List.of());
        Hash other = Hash.of(new byte[32]);
        all.put("id", with(bad(Flaw.ID, "the successor names another panel"), id, genesis,
                signed(chain, copy(right, Optional.of(other), 1, right.prev(), right.valid()))));
        all.put("epoch", with(bad(Flaw.EPOCH, "epoch 2 follows epoch 0"), id, genesis,
                signed(chain, copy(right, right.panelId(), 2, right.prev(), right.valid()))));
        all.put("prev", with(bad(Flaw.PREV, "prev is not the hash of the roster before"), id, genesis,
                signed(chain, copy(right, right.panelId(), 1, Optional.of(other), right.valid()))));
        Roster.Valid earlier = new Roster.Valid(TestPanel.FROM - TestPanel.DAY, TestPanel.FROM + TestPanel.DAY);
        all.put("valid-from", with(bad(Flaw.VALID_FROM, "begins before the roster before"), id, genesis,
                signed(chain, copy(right, right.panelId(), 1, right.prev(), earlier))));
    }

    private static void signatures(Map<String, Vector> all, RosterChain chain, Hash id, byte[] genesis)
            throws Malformed {
        Roster next = Ceremony.next(chain, LATER, SEATS, List.of(), List.of());
        SignedNote note = TestPanel.signed(next, Optional.empty(), ALL);
        Roster.Member blas = next.member(2).orElseThrow();
        SignedNote.Line line = note.lineOf(blas.vkey()).orElseThrow();
        byte[] changed = line.signature();
        changed[0] ^= 1;
        all.put("bad-signature", with(bad(Flaw.BAD_SIGNATURE, "one bit of a signature changed"), id, genesis,
                note.with(new SignedNote.Line(line.name(), line.id(), changed)).encode()));
        all.put("member-missing", with(bad(Flaw.MEMBER_SIGNATURE, "a member has not signed"), id, genesis,
                without(note, blas.vkey().id())));
        all.put("ml-dsa-missing", with(bad(Flaw.MEMBER_ML_DSA, "a member has signed with Ed25519 only"), id, genesis,
                without(note, blas.mlDsaVkey().id())));
        all.put("reader-missing", with(bad(Flaw.READER_SIGNATURE, "a reader has not signed"), id, genesis,
                without(note, next.person(4).orElseThrow().vkey().id())));
        List<Ceremony.Seat> socks = List.of(TestPanel.seat("Ana", "office"), TestPanel.seat("Blas", "office"),
                TestPanel.seat("Sock", "office"));
        all.put("sock-puppet", with(bad(Flaw.PREVIOUS_BENCH,
                "two of three replace the third: enough for admin, less than identity + exclude"), id, genesis,
                TestPanel.next(chain, LATER, socks)));
        List<Ceremony.Seat> strangers = List.of(TestPanel.seat("Ana", "office"), TestPanel.seat("Sock", "office"),
                TestPanel.seat("Sack", "office"));
        all.put("admin", with(bad(Flaw.PREVIOUS_ADMIN, "one of three brings two strangers"), id, genesis,
                TestPanel.next(chain, LATER, strangers)));
        all.put("replaced", with(Vector.ok(FORMAT, "all three replace one of them"), id, genesis,
                TestPanel.next(chain, LATER, socks, "Caro")));
    }

    private static Roster copy(Roster r, Optional<Hash> id, long epoch, Optional<Hash> prev, Roster.Valid valid) {
        return new Roster(r.panel(), id, epoch, prev, valid, r.admin(), r.retain(), r.benches(), r.members(),
                r.readers(), r.forms(), r.pages(), r.policy());
    }

    private static byte[] signed(RosterChain chain, Roster roster) {
        return TestPanel.signed(roster, Optional.of(chain.last().roster()), ALL).encode();
    }

    private static byte[] without(SignedNote note, int id) {
        return new SignedNote(note.text(), note.lines().stream().filter(line -> line.id() != id).toList()).encode();
    }

    private static Vector bad(Flaw flaw, String comment) {
        return Vector.refused(FORMAT, comment, flaw);
    }

    private static Vector with(Vector vector, Hash id, byte[]... notes) {
        List<String> texts = new ArrayList<>();
        for (byte[] note : notes) {
            texts.add(new String(note, StandardCharsets.UTF_8));
        }
        return vector.in("panel_id", id.hex()).in("notes", texts);
    }
}
