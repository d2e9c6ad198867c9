package org.tresllaves.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tresllaves.crypto.SeededRandom;
import org.tresllaves.panel.Ceremony;
import org.tresllaves.panel.Ceremony.Seat;
import org.tresllaves.panel.Ceremony.Terms;
import org.tresllaves.panel.PersonKeys;
import org.tresllaves.panel.TestPanel;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Name;
import org.tresllaves.protocol.Roster;

/** Changing the panel is never an easier way in than opening: every way to weaken it that we could think of, tried with too few signatures. */
class SuccessionTest {
    private static final Terms TERMS = TestPanel.terms(5, TestPanel.bench("office", 3, 3, 1),
            TestPanel.bench("civil", 1, 2, 0));
    private static final Seat[] SEATS = {TestPanel.seat("Ana", "office"), TestPanel.seat("Blas", "office"),
            TestPanel.seat("Caro", "office"), TestPanel.seat("Dora", "office"), TestPanel.seat("Elsa", "office"),
            TestPanel.seat("Fito", "civil"), TestPanel.seat("Gema", "civil"), TestPanel.seat("Hugo", "civil")};

    private final RosterChain chain;

    SuccessionTest() throws Malformed {
        chain = TestPanel.chain(TERMS, SEATS);
    }

    private static Terms terms(int admin, Roster.Bench... benches) {
        return TestPanel.from(TestPanel.terms(admin, benches), TestPanel.FROM + 7 * TestPanel.DAY);
    }

    private static List<Seat> seats(String... namesAndBenches) {
        return java.util.Arrays.stream(namesAndBenches).map(s -> s.split("@", 2)).map(s -> TestPanel.seat(s[0], s[1]))
                .toList();
    }

    private void refused(RosterChain.Flaw flaw, byte[] note) {
        Malformed refusal = catchThrowableOfType(Malformed.class, () -> chain.then(note));
        assertThat(refusal).as("should be refused").isNotNull();
        assertThat(refusal.flaw()).isEqualTo(flaw);
    }

    @Test
    void anybodyMayBeReplacedByEnoughOfTheOthers() throws Malformed {
        List<Seat> seats = seats("Ana@office", "Blas@office", "Caro@office", "Dora@office", "New One@office",
                "Fito@civil", "Gema@civil", "Hugo@civil");
        RosterChain longer = chain.then(TestPanel.next(chain, terms(5, TestPanel.bench("office", 3, 3, 1),
                TestPanel.bench("civil", 1, 2, 0)), seats));
        assertThat(longer.last().roster().epoch()).isEqualTo(1);
        assertThat(RosterChain.verify(chain.panelId(), longer.notes()).last().hash()).isEqualTo(longer.last().hash());
    }

    @Test
    void sockPuppetsDoNotStandInForABench() throws Malformed {
        // Three of five of the office would open a report and an identity, but not if one of them is who it is about.
        List<Seat> seats = seats("Ana@office", "Blas@office", "Caro@office", "Sock A@office", "Sock B@office",
                "Fito@civil", "Gema@civil", "Hugo@civil");
        refused(RosterChain.Flaw.PREVIOUS_BENCH, TestPanel.next(chain,
                terms(5, TestPanel.bench("office", 3, 3, 1), TestPanel.bench("civil", 1, 2, 0)), seats));
    }

    @Test
    void anAdminMajorityIsNotEnoughWithoutTheOtherBench() throws Malformed {
        List<Seat> seats = seats("Ana@office", "Blas@office", "Caro@office", "Dora@office", "Elsa@office",
                "Sock A@civil", "Sock B@civil", "Fito@civil");
        refused(RosterChain.Flaw.PREVIOUS_BENCH, TestPanel.next(chain,
                terms(5, TestPanel.bench("office", 3, 3, 1), TestPanel.bench("civil", 1, 2, 0)), seats));
    }

    @Test
    void aBenchDoesNotGoWithoutItsOwnQuorum() throws Malformed {
        List<Seat> seats = seats("Ana@office", "Blas@office", "Caro@office", "Dora@office", "Elsa@office");
        Terms one = terms(3, TestPanel.bench("office", 3, 3, 1));
        refused(RosterChain.Flaw.PREVIOUS_BENCH, TestPanel.next(chain, one, seats));
        refused(RosterChain.Flaw.PREVIOUS_BENCH, TestPanel.next(chain, one, seats, "Fito"));
        assertThat(chain.then(TestPanel.next(chain, one, seats, "Fito", "Gema")).links()).hasSize(2);
    }

    @Test
    void renamingABenchDoesNotHelp() throws Malformed {
        List<Seat> seats = seats("Ana@house", "Blas@house", "Caro@house", "Sock A@house", "Fito@civil", "Gema@civil");
        refused(RosterChain.Flaw.PREVIOUS_BENCH, TestPanel.next(chain,
                terms(4, TestPanel.bench("house", 3, 3, 1), TestPanel.bench("civil", 1, 2, 0)), seats));
    }

    @Test
    void movingPeopleBetweenBenchesCountsOnTheBenchTheyCameFrom() throws Malformed {
        // Three of the office walk over and would be the civil bench by themselves.
        List<Seat> seats = seats("Ana@office", "Blas@office", "Sock A@office", "Caro@civil", "Dora@civil",
                "Elsa@civil");
        refused(RosterChain.Flaw.PREVIOUS_BENCH, TestPanel.next(chain,
                terms(4, TestPanel.bench("office", 2, 2, 1), TestPanel.bench("civil", 1, 2, 0)), seats));
    }

    @Test
    void loweringAThresholdNeedsTheIdentityQuorum() throws Malformed {
        List<Seat> seats = seats("Ana@office", "Blas@office", "Caro@office", "Fito@civil", "Gema@civil");
        Terms lower = terms(3, TestPanel.bench("office", 2, 2, 1), TestPanel.bench("civil", 1, 1, 0));
        refused(RosterChain.Flaw.PREVIOUS_BENCH, TestPanel.next(chain, lower, seats));
        assertThat(chain.then(TestPanel.next(chain, lower, seats, "Dora")).links()).hasSize(2);
    }

    @Test
    void belowAdminNothingChanges() throws Malformed {
        RosterChain high = TestPanel.chain(new Terms(TERMS.panel(), TERMS.valid(), 8, TERMS.retain(), TERMS.benches(),
                TERMS.policy()), SEATS);
        List<Seat> seats = seats("Ana@office", "Blas@office", "Caro@office", "Dora@office", "Fito@civil", "Gema@civil",
                "Hugo@civil");
        Terms terms = terms(4, TestPanel.bench("office", 3, 3, 1), TestPanel.bench("civil", 1, 2, 0));
        byte[] note = TestPanel.next(high, terms, seats);
        Malformed refusal = catchThrowableOfType(Malformed.class, () -> high.then(note));
        assertThat(refusal.flaw()).isEqualTo(RosterChain.Flaw.PREVIOUS_ADMIN);
        assertThat(high.then(TestPanel.next(high, terms, seats, "Elsa")).links()).hasSize(2);
    }

    @Test
    void consentTakesBothKeys() throws Malformed {
        Roster next = Ceremony.next(chain, terms(3, TestPanel.bench("office", 3, 3, 1)),
                seats("Ana@office", "Blas@office", "Caro@office", "Dora@office", "Elsa@office"), List.of(), List.of());
        SignedNote note = TestPanel.signed(next, Optional.of(chain.last().roster()), "Ana", "Blas", "Caro", "Dora",
                "Elsa", "Fito");
        Roster.Member gema = chain.last().roster().member(7).orElseThrow();
        refused(RosterChain.Flaw.PREVIOUS_BENCH,
                note.signedBy(gema.vkey(), TestPanel.person("Gema").ed25519()).encode());
        refused(RosterChain.Flaw.PREVIOUS_BENCH,
                note.signedBy(gema.mlDsaVkey(), TestPanel.person("Gema").mlDsa()).encode());
    }

    @Test
    void aPersonIsItsKeyWhateverItsNameOrIndex() throws Malformed {
        // The same people in another order, and two under each other's names: their old lines are asked for, and they can give them.
        List<Seat> seats = seats("Hugo@civil", "Gema@civil", "Fito@civil", "Elsa@office", "Dora@office", "Caro@office",
                "Blas@office", "Ana@office");
        Terms same = terms(5, TestPanel.bench("civil", 1, 2, 0), TestPanel.bench("office", 3, 3, 1));
        assertThat(chain.then(TestPanel.next(chain, same, seats)).last().roster().personOf(
                TestPanel.person("Ana").person()).orElseThrow().index()).isEqualTo(8);
    }

    @Test
    void everyNewPersonMustSign() throws Malformed {
        List<Seat> seats = List.of(SEATS);
        Roster next = Ceremony.next(chain, terms(5, TestPanel.bench("office", 3, 3, 1),
                TestPanel.bench("civil", 1, 2, 0)), seats, List.of(), List.of());
        String[] allButHugo = {"Ana", "Blas", "Caro", "Dora", "Elsa", "Fito", "Gema"};
        refused(RosterChain.Flaw.MEMBER_SIGNATURE,
                TestPanel.signed(next, Optional.of(chain.last().roster()), allButHugo).encode());
    }

    @Test
    void rollbackAndSkippingAreRefused() throws Malformed {
        Terms same = terms(5, TestPanel.bench("office", 3, 3, 1), TestPanel.bench("civil", 1, 2, 0));
        byte[] first = TestPanel.next(chain, same, List.of(SEATS));
        RosterChain longer = chain.then(first);
        Malformed twice = catchThrowableOfType(Malformed.class, () -> longer.then(first));
        assertThat(twice.flaw()).isEqualTo(RosterChain.Flaw.EPOCH);
        byte[] second = TestPanel.next(longer, same, List.of(SEATS));
        refused(RosterChain.Flaw.EPOCH, second);
        refused(RosterChain.Flaw.ID, chain.last().note().encode());
        Terms earlier = TestPanel.from(same, TestPanel.FROM);
        byte[] back = TestPanel.next(longer, earlier, List.of(SEATS));
        Malformed refusal = catchThrowableOfType(Malformed.class, () -> longer.then(back));
        assertThat(refusal.flaw()).isEqualTo(RosterChain.Flaw.VALID_FROM);
    }

    @Test
    void anotherPanelsChainIsRefused() {
        Malformed refusal = catchThrowableOfType(Malformed.class,
                () -> RosterChain.verify(Hash.of(new byte[32]), chain.notes()));
        assertThat(refusal.flaw()).isEqualTo(RosterChain.Flaw.PANEL_ID);
    }

    @Test
    void theCurrentRosterIsTheLastThatHasBegun() throws Malformed {
        Terms same = terms(5, TestPanel.bench("office", 3, 3, 1), TestPanel.bench("civil", 1, 2, 0));
        RosterChain longer = chain.then(TestPanel.next(chain, same, List.of(SEATS)));
        Instant from = Instant.ofEpochSecond(TestPanel.FROM);
        assertThat(longer.current(from.minusSeconds(1))).isEmpty();
        assertThat(longer.current(from).orElseThrow().roster().epoch()).isZero();
        assertThat(longer.current(from.plusSeconds(7 * TestPanel.DAY)).orElseThrow().roster().epoch()).isEqualTo(1);
        assertThat(longer.usable(from.plusSeconds(97 * TestPanel.DAY))).isEmpty();
        assertThat(longer.current(from.plusSeconds(97 * TestPanel.DAY))).isPresent();
    }

    @Test
    void aKeyOffTheCurveIsRefusedBeforeAnybodySigns() throws Malformed {
        Roster next = Ceremony.next(chain, terms(5, TestPanel.bench("office", 3, 3, 1),
                TestPanel.bench("civil", 1, 2, 0)), List.of(SEATS), List.of(), List.of());
        org.tresllaves.crypto.SeededRandom random = new org.tresllaves.crypto.SeededRandom("off the curve");
        byte[] key = random.bytes(32);
        while (org.tresllaves.crypto.Ed25519.isUsable(key)) {
            key = random.bytes(32);
        }
        Roster.Reader reader = new Roster.Reader(9, false, org.tresllaves.protocol.Name.ofText("Nobody"), key);
        Roster weak = new Roster(next.panel(), next.panelId(), next.epoch(), next.prev(), next.valid(), next.admin(),
                next.retain(), next.benches(), next.members(), List.of(reader), List.of(), List.of(), next.policy());
        byte[] note = TestPanel.signed(weak, Optional.of(chain.last().roster()), "Ana").encode();
        Malformed refusal = catchThrowableOfType(Malformed.class, () -> chain.then(note));
        assertThat(refusal.flaw()).isEqualTo(Roster.Flaw.WEAK_KEY);
    }

    @Test
    void aRemovalAsksForTheSameConsentsAsAnyOtherChange() throws Malformed {
        // Elsa of the office goes and Dora stays with a new ML-DSA key: three of five consent with the keys they had, a report's quorum but not identity + exclude.
        Terms same = terms(5, TestPanel.bench("office", 3, 3, 1), TestPanel.bench("civil", 1, 2, 0));
        PersonKeys dora = TestPanel.person("Dora");
        PersonKeys renewed = new PersonKeys(dora.name(), dora.ed25519(), new SeededRandom("new ML-DSA").secret(32),
                dora.epochs(), List.of());
        List<Seat> seats = new ArrayList<>(seats("Ana@office", "Blas@office", "Caro@office", "Fito@civil",
                "Gema@civil", "Hugo@civil"));
        seats.add(new Seat(renewed.card(0), Optional.of(Name.ofText("office")), true));
        Roster next = Ceremony.next(chain, same, seats, List.of(), List.of());
        assertThat(Succession.merelyRemoves(chain.last().roster(), next)).isTrue();
        SignedNote note = Ceremony.sign(TestPanel.signed(next, Optional.of(chain.last().roster()), "Ana", "Blas",
                "Caro", "Fito", "Gema", "Hugo"), next, Optional.of(chain.last().roster()), renewed);
        refused(RosterChain.Flaw.PREVIOUS_BENCH, note.encode());
        SignedNote consented = note
                .signedBy(chain.last().roster().personOf(dora.person()).map(Roster.Member.class::cast)
                        .orElseThrow().mlDsaVkey(), dora.mlDsa());
        assertThat(chain.then(consented.encode()).links()).hasSize(2);
    }

    /** The first roster is the root of all that follows: whoever is named in it has signed it, in every way it owes. */
    @Test
    void aGenesisIsSignedByEverybodyOnIt() throws Malformed {
        Seat[] seats = {TestPanel.seat("Ana", "office"), TestPanel.seat("Blas", "office"), TestPanel.reader("Rita")};
        Roster roster = TestPanel.genesis(TestPanel.terms(2, TestPanel.bench("office", 2, 2, 0)), seats);
        SignedNote whole = TestPanel.signed(roster, Optional.empty(), "Ana", "Blas", "Rita");
        assertThat(RosterChain.trustingGenesis(whole.encode()).links()).hasSize(1);
        genesisRefused(RosterChain.Flaw.MEMBER_SIGNATURE, TestPanel.signed(roster, Optional.empty(), "Ana", "Rita"));
        genesisRefused(RosterChain.Flaw.READER_SIGNATURE, TestPanel.signed(roster, Optional.empty(), "Ana", "Blas"));
        Roster.Member blas = roster.member(2).orElseThrow();
        genesisRefused(RosterChain.Flaw.MEMBER_ML_DSA, without(whole, blas.mlDsaVkey().id()));
        for (int id : new int[]{blas.vkey().id(), blas.mlDsaVkey().id()}) {
            genesisRefused(RosterChain.Flaw.BAD_SIGNATURE, broken(whole, id));
        }
    }

    private static SignedNote without(SignedNote note, int id) {
        return new SignedNote(note.text(), note.lines().stream().filter(line -> line.id() != id).toList());
    }

    private static SignedNote broken(SignedNote note, int id) {
        return new SignedNote(note.text(), note.lines().stream().map(line -> {
            byte[] signature = line.signature();
            signature[1] ^= (byte) (line.id() == id ? 1 : 0);
            return new SignedNote.Line(line.name(), line.id(), signature);
        }).toList());
    }

    private static void genesisRefused(RosterChain.Flaw flaw, SignedNote note) {
        Malformed refusal = catchThrowableOfType(Malformed.class, () -> RosterChain.trustingGenesis(note.encode()));
        assertThat(refusal).as(flaw + " should be").isNotNull();
        assertThat(refusal.flaw()).isEqualTo(flaw);
    }

    @Test
    void aRosterMayBeginWithTheOneBeforeIt() throws Malformed {
        Terms same = TestPanel.from(terms(5, TestPanel.bench("office", 3, 3, 1), TestPanel.bench("civil", 1, 2, 0)),
                TestPanel.FROM);
        assertThat(chain.then(TestPanel.next(chain, same, List.of(SEATS))).links()).hasSize(2);
    }

    @Test
    void whoHasConsentedIsWhoSignedWithBothKeys() throws Malformed {
        Roster before = chain.last().roster();
        Roster next = Ceremony.next(chain, terms(5, TestPanel.bench("office", 3, 3, 1),
                TestPanel.bench("civil", 1, 2, 0)), List.of(SEATS), List.of(), List.of());
        SignedNote note = TestPanel.signed(next, Optional.of(before), "Ana", "Fito");
        assertThat(Succession.consenting(before, note)).extracting(member -> member.name().text())
                .containsExactly("Ana", "Fito");
        Roster.Member fito = before.personOf(TestPanel.person("Fito").person()).map(Roster.Member.class::cast)
                .orElseThrow();
        for (int id : new int[]{fito.vkey().id(), fito.mlDsaVkey().id()}) {
            assertThat(Succession.consenting(before, without(note, id))).extracting(member -> member.name().text())
                    .containsExactly("Ana");
        }
        assertThat(Succession.consenting(before, SignedNote.unsigned(next.encode()))).isEmpty();
    }

    @Test
    void whoTakesNobodyAwayOrChangesWhoIsWhoDoesNotMerelyRemove() throws Malformed {
        Roster before = chain.last().roster();
        Terms same = terms(5, TestPanel.bench("office", 3, 3, 1), TestPanel.bench("civil", 1, 2, 0));
        assertThat(Succession.merelyRemoves(before, Ceremony.next(chain, same, List.of(SEATS), List.of(), List.of())))
                .as("nobody goes").isFalse();
        List<Seat> fewer = new ArrayList<>(List.of(SEATS));
        fewer.remove(4);
        assertThat(Succession.merelyRemoves(before, Ceremony.next(chain, same, fewer, List.of(), List.of()))).isTrue();
        PersonKeys ana = TestPanel.person("Ana");
        PersonKeys renamed = new PersonKeys(Name.ofText("Anna"), ana.ed25519(), ana.mlDsa(), ana.epochs(), List.of());
        fewer.set(0, new Seat(renamed.card(0), Optional.of(Name.ofText("office")), true));
        assertThat(Succession.merelyRemoves(before, Ceremony.next(chain, same, fewer, List.of(), List.of())))
                .as("somebody has another name").isFalse();
        RosterChain later = TestPanel.chain(TERMS, seatsWithout("Blas"));
        List<Seat> risen = new ArrayList<>(List.of(SEATS));
        risen.remove(4);
        assertThat(Succession.merelyRemoves(later.last().roster(),
                Ceremony.next(later, same, risen, List.of(), List.of()))).as("somebody becomes first").isFalse();
    }

    /** Everybody on their seat, one of them not to be drawn. */
    private static Seat[] seatsWithout(String name) {
        return java.util.Arrays.stream(SEATS).map(seat -> seat.card().name().text().equals(name)
                ? new Seat(seat.card(), seat.bench(), false)
                : seat).toArray(Seat[]::new);
    }

    @Test
    void onlyTakingPeopleAwayWorksAtOnce() throws Malformed {
        Roster before = chain.last().roster();
        Terms same = terms(5, TestPanel.bench("office", 3, 3, 1), TestPanel.bench("civil", 1, 2, 0));
        String[] seven = {"Ana@office", "Blas@office", "Caro@office", "Dora@office", "Fito@civil", "Gema@civil",
                "Hugo@civil"};
        assertThat(removes(before, same, seven)).isTrue();
        assertThat(removes(before, terms(4, TestPanel.bench("office", 3, 3, 1), TestPanel.bench("civil", 1, 2, 0)),
                seven)).as("admin falls").isFalse();
        assertThat(removes(before, terms(5, TestPanel.bench("office", 3, 3, 0), TestPanel.bench("civil", 1, 2, 0)),
                seven)).as("exclude falls").isFalse();
        seven[3] = "Sock A@office";
        assertThat(removes(before, same, seven)).as("somebody joins").isFalse();
        seven[3] = "Elsa@office";
        seven[6] = "Dora@civil";
        assertThat(removes(before, same, seven)).as("somebody moves").isFalse();
    }

    private boolean removes(Roster before, Terms terms, String... seats) throws Malformed {
        List<Seat> more = seats(seats);
        return Succession.merelyRemoves(before, Ceremony.next(chain, terms, more, List.of(), List.of()));
    }
}
