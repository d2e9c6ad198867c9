package org.tresllaves.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.tresllaves.protocol.Eid;
import org.tresllaves.server.SeizedServer.Without;
import org.tresllaves.server.db.Database;
import org.tresllaves.server.intake.Opened;
import org.tresllaves.server.intake.Seized;

/**
 * Somebody takes the whole of a running server, after a day of 200 reports of 160 sources, 40 visits, 30 replies, log-ins and a request, all over HTTP:
 * its directory, what it printed and its temporary files, without the key file and with it. Every look is shown to find what it looks for when the
 * measure against it is off.
 */
@Execution(ExecutionMode.CONCURRENT)
final class WholeSeizureTest {
    private static final List<String> PEOPLE = List.of("Ana", "Blas", "Caro", "Fito", "Gema", "Rita");
    /** Chance gives more than this once in a hundred thousand days. */
    private static final double CHANCE = 0.31;
    private static final double SIGMAS = 4.5;

    @TempDir
    static Path root;
    private static ServerDay day;
    private static Seized seized;
    private static Opened opened;
    private static long from;
    private static long to;

    @BeforeAll
    static void aDay() throws Exception {
        day = new ServerDay(root.resolve("whole"), Without.NOTHING, 320);
        from = day.start.toEpochMilli();
        live(day, 60, 20);
        Seized before = take(day, "before");
        for (int source = 0; source < 40; source++) {
            assertThat(day.visit(source)).as("reports of source %d", source).isEqualTo(source % 4 == 0 ? 2 : 1);
        }
        assertThat(take(day, "after").bytesApartFromChestAndRows(before))
                .as("what forty visits change: nothing; the beat, its 32 bytes").isLessThan(200);
        panel(day);
        day.publish();
        live(day, 60, 20);
        panel(day);
        seized = take(day, "taken");
        to = System.currentTimeMillis();
        opened = Opened.of(seized, Files.createTempDirectory(root, "opened"));
    }

    @AfterAll
    static void end() throws Exception {
        day.close();
    }

    /** Reports of so many sources with one each and then of so many with two, mixed. The first time, a batch is published after them. */
    private static void live(ServerDay at, int singles, int pairs) throws Exception {
        boolean first = at.arrivals.isEmpty();
        int source = first ? 0 : 1000;
        for (int i = 0; i < singles + pairs; i++) {
            at.report(source + i);
            if (i % ((singles + pairs) / pairs) == 0) {
                at.report(source + i);
            }
        }
        if (first) {
            at.publish();
        }
    }

    private static void panel(ServerDay at) throws Exception {
        at.strangeCalls();
        for (String name : PEOPLE.subList(0, 3)) {
            at.replies(name);
        }
        if (at.bundles() == 0) {
            at.request("Rita");
        }
    }

    /** A copy of the directory with what was printed. The beat cuts the log within a second, unless that is what is missing. */
    private static Seized take(ServerDay at, String name) throws Exception {
        Path log = at.data().resolve(Database.FILE + "-wal");
        long end = System.nanoTime() + 20_000_000_000L;
        while (Files.size(log) > 0 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        Seized copy = Seized.copy(at.data(), Files.createTempDirectory(root, name));
        Map<String, byte[]> files = new TreeMap<>(copy.files());
        files.put("said", Files.readAllBytes(at.said()));
        return new Seized(copy.directory(), copy.key(), files);
    }

    @Test
    void theDayWasADay() {
        assertThat(day.arrivals).hasSize(200);
        assertThat(day.arrivals.stream().map(ServerDay.Arrival::source).distinct()).hasSize(160);
        assertThat(opened.reports().keySet()).as("with the key everything accepted is there")
                .containsExactlyInAnyOrderElementsOf(day.arrivals.stream().map(ServerDay.Arrival::eid).toList());
        assertThat(opened.waiting()).hasSize(96);
        assertThat(opened.published()).hasSize(96);
        assertThat(day.ports).hasSizeGreaterThan(200);
    }

    @Test
    void nothingOfWhatTheySaidIsThereWithoutTheKeyOrWithIt() {
        List<String> texts = new ArrayList<>(day.phrases());
        texts.add(ServerDay.CANARY);
        assertThat(Looks.held(seized, texts)).isEmpty();
        for (Opened.Place place : opened.reports().values()) {
            assertThat(new String(place.segment(), StandardCharsets.ISO_8859_1)).doesNotContain(ServerDay.CANARY);
        }
        assertThat(seized.found(day.entropies())).isEmpty();
    }

    @Test
    void nobodysAddressPortOrHeaderIsThere() {
        assertThat(Looks.held(seized, List.of("127.0.0.1", "localhost", "User-Agent", "okhttp", "Content-Digest")))
                .isEmpty();
        // In bytes that mean nothing ":12345" is there by chance; where somebody wrote it down it stands in text.
        assertThat(Looks.held(seized.without("chest"), day.ports.stream().map(port -> ":" + port).toList())).isEmpty();
        assertThat(seized.files().getOrDefault("said", new byte[0])).as("what was printed").isEmpty();
    }

    @Test
    void noTimeFinerThanTheDayIsThere() throws Exception {
        assertThat(seized.times(from, to)).isEmpty();
        assertThat(Looks.shortTimes(seized, from, to)).as("four bytes may be chance once").hasSizeLessThan(2);
        long end = System.nanoTime() + 20_000_000_000L;
        while (!Looks.fileTimes(day.data(), from).isEmpty() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(Looks.fileTimes(day.data(), from)).isEmpty();
    }

    @Test
    void withoutTheKeyNotEvenAnIdOfTodayIsThere() {
        assertThat(seized.names().stream().filter(name -> !name.startsWith("bundles/")
                && !name.startsWith("tmp/"))).isSubsetOf("chest", "tresllaves.db", "tresllaves.db-shm", "library",
                        "said");
        List<Eid> today = day.arrivals.subList(100, 200).stream().map(ServerDay.Arrival::eid).toList();
        assertThat(seized.found(today.stream().map(Eid::bytes).toList())).isEmpty();
        assertThat(Looks.held(seized, today.stream().map(Eid::hex).toList())).isEmpty();
        assertThat(seized.skewOfChest()).isLessThan(6);
    }

    @Test
    void theOrderOfArrivalIsNowhere() {
        correlations(day, opened).forEach((order, found) -> assertThat(Math.abs(found)).as(order).isLessThan(CHANCE));
        assertThat(seized.wal()).isEmpty();
        assertThat(Math.abs(recordOrder(day, opened.waiting()))).as("replies that wait").isLessThan(0.45);
        assertThat(Math.abs(recordOrder(day, opened.published()))).as("replies on the board").isLessThan(0.45);
    }

    @Test
    void twoReportsOfOneSourceAreNotCloserThanAnyTwo() {
        links(day, opened).forEach((look, found) -> assertThat(Math.abs(found)).as(look).isLessThan(SIGMAS));
    }

    @Test
    void withPlacesInTurnOrderAndLinksAreFound() throws Exception {
        try (ServerDay weak = new ServerDay(root.resolve("chance"), Without.CHANCE, 100)) {
            live(weak, 20, 20);
            panel(weak);
            Opened taken = Opened.of(take(weak, "chance"), Files.createTempDirectory(root, "opened"));
            assertThat(correlations(weak, taken)).allSatisfy((order, found) -> {
                if (!order.equals("published")) {
                    assertThat(Math.abs(found)).as(order).isGreaterThan(0.7);
                }
            });
            assertThat(links(weak, taken).get("slot")).isLessThan(-SIGMAS);
            assertThat(Math.abs(recordOrder(weak, taken.waiting()))).isGreaterThan(0.9);
        }
    }

    @Test
    void withALogThatIsNotCutTheOrderIsFound() throws Exception {
        try (ServerDay weak = new ServerDay(root.resolve("truncation"), Without.TRUNCATION, 100)) {
            for (int source = 0; source < 40; source++) {
                weak.report(source);
            }
            Seized taken = Seized.copy(weak.data(), Files.createTempDirectory(root, "wal"));
            Opened withKey = Opened.of(taken, Files.createTempDirectory(root, "opened"));
            List<Double> order = new ArrayList<>();
            List<Double> frames = new ArrayList<>();
            for (ServerDay.Arrival arrival : weak.arrivals) {
                order.add((double) order.size());
                frames.add((double) place(withKey, arrival.eid()).frame());
            }
            assertThat(frames).doesNotContain(-1.0);
            assertThat(Seized.rankCorrelation(order, frames)).isGreaterThan(0.9);
        }
    }

    @Test
    void withAnAccessLogAddressesHeadersTimesAndIdsAreFound() throws Exception {
        try (ServerDay weak = new ServerDay(root.resolve("silence"), Without.SILENCE, 100)) {
            long start = System.currentTimeMillis();
            weak.report(1);
            weak.strangeCalls();
            Seized taken = take(weak, "silence");
            assertThat(Looks.holds(taken, "127.0.0.1")).isTrue();
            assertThat(Looks.holds(taken, ServerDay.CANARY)).isTrue();
            assertThat(Looks.holds(taken, weak.arrivals.getFirst().eid().hex())).isTrue();
            assertThat(taken.times(start, System.currentTimeMillis())).isNotEmpty();
        }
    }

    @Test
    void aTextThatIsNotSealedAndIdsThatAreCountedAreFound() throws Exception {
        try (ServerDay weak = new ServerDay(root.resolve("unsealed"), Without.NOTHING, 100)) {
            for (int source = 0; source < 20; source++) {
                weak.unsealed(source);
                weak.unsealed(source);
            }
            Seized taken = take(weak, "unsealed");
            assertThat(Looks.holds(taken, ServerDay.CANARY)).as("without the key").isFalse();
            Opened withKey = Opened.of(taken, Files.createTempDirectory(root, "opened"));
            assertThat(withKey.reports().values()).allSatisfy(place -> assertThat(
                    new String(place.segment(), StandardCharsets.ISO_8859_1)).contains(ServerDay.CANARY));
            assertThat(links(weak, withKey).get("eid")).isLessThan(-SIGMAS);
            assertThat(links(weak, withKey).get("bytes")).isLessThan(-SIGMAS);
        }
    }

    @Test
    void aTimeInFourBytesIsFound() throws Exception {
        Path directory = Files.createDirectories(root.resolve("short"));
        long now = System.currentTimeMillis();
        byte[] row = java.nio.ByteBuffer.allocate(9).putInt(3, (int) (now / 1000)).array();
        Files.write(directory.resolve("row"), row);
        assertThat(Looks.shortTimes(Seized.of(directory), now, now)).hasSize(1);
        assertThat(Looks.fileTimes(directory, now - 1000)).isNotEmpty();
    }

    private static Opened.Place place(Opened from, Eid eid) {
        return java.util.Optional.ofNullable(from.reports().get(eid)).orElseThrow();
    }

    /** How each order that can be read goes with the order of arrival. */
    private static Map<String, Double> correlations(ServerDay of, Opened from) {
        Map<String, List<Double>> found = new TreeMap<>();
        List<Double> order = new ArrayList<>();
        for (ServerDay.Arrival arrival : of.arrivals) {
            order.add((double) order.size());
            place(from, arrival.eid()).orders()
                    .forEach((name, at) -> found.computeIfAbsent(name, any -> new ArrayList<>()).add(at));
        }
        List<Eid> sorted = of.arrivals.stream().map(ServerDay.Arrival::eid)
                .sorted((a, b) -> Arrays.compareUnsigned(a.bytes(), b.bytes())).toList();
        found.put("published", of.arrivals.stream().map(a -> (double) sorted.indexOf(a.eid())).toList());
        Map<String, Double> correlations = new TreeMap<>();
        found.forEach((name, at) -> correlations.put(name, Seized.rankCorrelation(order, at)));
        return correlations;
    }

    /** How the order of records goes with the order in which they were posted. */
    private static double recordOrder(ServerDay of, List<byte[]> records) {
        Map<String, Integer> posted = new HashMap<>();
        of.records.forEach(record -> posted.put(HexFormat.of().formatHex(record, 0, 32), posted.size()));
        List<Double> order = new ArrayList<>();
        List<Double> found = new ArrayList<>();
        for (byte[] record : records) {
            order.add((double) order.size());
            found.add((double) posted.getOrDefault(HexFormat.of().formatHex(record, 0, 32), -1));
        }
        assertThat(found).doesNotContain(-1.0);
        return Seized.rankCorrelation(order, found);
    }

    private static Map<String, Double> links(ServerDay of, Opened from) {
        List<Map.Entry<Eid, Eid>> pairs = new ArrayList<>();
        Map<Integer, Eid> first = new HashMap<>();
        for (ServerDay.Arrival arrival : of.arrivals) {
            Eid before = first.putIfAbsent(arrival.source(), arrival.eid());
            if (before != null) {
                pairs.add(Map.entry(before, arrival.eid()));
            }
        }
        List<Eid> all = of.arrivals.stream().map(ServerDay.Arrival::eid).toList();
        Map<String, Double> links = new TreeMap<>();
        for (String order : List.of("row", "slot", "place in the file")) {
            links.put(order, Looks.closeness(pairs, all, (a, b) -> Math.abs(place(from, a).orders().getOrDefault(order,
                    0.0) - place(from, b).orders().getOrDefault(order, 0.0))));
        }
        links.put("eid", Looks.closeness(pairs, all, (a, b) -> different(a.bytes(), b.bytes())));
        links.put("bytes", Looks.closeness(pairs, all,
                (a, b) -> different(place(from, a).segment(), place(from, b).segment())));
        return links;
    }

    private static double different(byte[] one, byte[] other) {
        int different = 0;
        for (int i = 0; i < one.length; i++) {
            different += one[i] == other[i] ? 0 : 1;
        }
        return different;
    }
}
