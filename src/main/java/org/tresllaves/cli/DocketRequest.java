package org.tresllaves.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tresllaves.client.Intake;
import org.tresllaves.client.Untrue;
import org.tresllaves.protocol.Closing;
import org.tresllaves.protocol.Compartment;
import org.tresllaves.protocol.IntakeEntry;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.OpenedReport;
import org.tresllaves.protocol.ReaderKeyNote;
import org.tresllaves.protocol.Refused;
import org.tresllaves.protocol.RequestNote;
import org.tresllaves.protocol.Roster;
import org.tresllaves.tlog.PanelNote;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code docket request}: asks the members to open whole batches, or single reports further. */
@Command(name = "request")
final class DocketRequest extends DeskVerb {
    private static final int DAYS = 7;
    private static final int NONCE = 16;

    @Option(names = "--batch", paramLabel = "${bundle:label.number}", descriptionKey = "option.batch")
    private List<Long> batches = List.of();

    @Option(names = "--entry", paramLabel = "${bundle:label.report}", descriptionKey = "option.entry")
    private List<String> entries = List.of();

    @Option(names = "--reader", paramLabel = "${bundle:label.person}", descriptionKey = "option.request-reader")
    private List<String> readers = List.of();

    @Option(names = "--reason", paramLabel = "${bundle:label.reason}", descriptionKey = "option.request-reason")
    private String reason = "";

    @Option(names = "--close", paramLabel = "${bundle:label.date}", descriptionKey = "option.close")
    private Optional<String> close = Optional.empty();

    @Option(names = "--not-after", paramLabel = "${bundle:label.date}", descriptionKey = "option.not-after")
    private Optional<String> notAfter = Optional.empty();

    DocketRequest(Run run) {
        super(run);
    }

    @Override
    void work(Desk desk, Keys.Unlocked keys) throws Stop, IOException, Refused, Untrue, Malformed {
        if (batches.isEmpty() == entries.isEmpty()) {
            throw batches.isEmpty()
                    ? new Stop(Problem.USAGE_MISSING, "--batch, --entry", "tresllaves docket request --help")
                    : new Stop(Problem.USAGE_TOGETHER, "--batch, --entry");
        }
        DocketList.keepReaderKey(run, desk, keys);
        Roster.Person self = desk.self(keys.keys());
        RequestNote.Reason why = reason.isEmpty()
                ? batches.isEmpty() ? RequestNote.Reason.FURTHER : RequestNote.Reason.FIRST
                : Choice.of("--reason", reason, RequestNote.Reason.class);
        Compartment compartment = why == RequestNote.Reason.IDENTITY ? Compartment.IDENTITY : Compartment.REPORT;
        byte[] nonce = new byte[NONCE];
        run.random().nextBytes(nonce);
        LocalDate end = notAfter.isPresent() ? date(notAfter.get()) : run.today().plusDays(DAYS);
        List<ReportFolder> folders = folders(why);
        RequestNote note = new RequestNote(desk.head(self), compartment, why, closing(end), end,
                HexFormat.of().formatHex(nonce), readers(desk, folders), scope(desk));
        note.check();
        desk.post(note, self, keys.keys());
        PanelNote<RequestNote> posted = desk.docket().request(PanelNote.hash(note))
                .orElseThrow(() -> new Stop(Problem.DOCKET_INVALID));
        new RequestWords(run, desk).print(posted);
        run.say("docket.requested");
    }

    private RequestNote.Close closing(LocalDate end) throws Stop {
        if (close.isEmpty()) {
            return new RequestNote.Close(end.atStartOfDay().toInstant(ZoneOffset.UTC));
        }
        try {
            String given = close.get();
            Instant at = given.contains("T")
                    ? LocalDateTime.parse(given, DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH"))
                            .toInstant(ZoneOffset.UTC)
                    : date(given).atStartOfDay().toInstant(ZoneOffset.UTC);
            return new RequestNote.Close(at.truncatedTo(ChronoUnit.HOURS));
        } catch (DateTimeParseException e) {
            throw new Stop(Problem.DATE_BAD, Letters.tameLine(close.get()));
        }
    }

    private static LocalDate date(String text) throws Stop {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new Stop(Problem.DATE_BAD, Letters.tameLine(text));
        }
    }

    /** Reports given by their folders. Only a folder tells whom the source excluded, which matters where more people are to read. */
    private List<ReportFolder> folders(RequestNote.Reason why) throws Stop, Malformed {
        List<ReportFolder> folders = new ArrayList<>();
        for (String typed : entries) {
            if (isFolder(typed)) {
                folders.add(ReportFolder.of(Path.of(typed)));
            } else if (why == RequestNote.Reason.FURTHER) {
                run.say("docket.exclusion-unknown", Letters.tameLine(typed));
            }
        }
        return folders;
    }

    private static boolean isFolder(String typed) {
        return ReportFolder.isOne(Path.of(typed));
    }

    /** Somebody the source excluded reads only when the one who asks says so, seeing it. */
    private void checkExcluded(Desk desk, List<ReportFolder> folders, List<Roster.Person> wanted)
            throws Stop, IOException {
        String names = folders.stream().flatMap(folder -> folder.excluded(desk.chain(), wanted).stream())
                .map(person -> person.name().text()).distinct().collect(Collectors.joining(", "));
        if (names.isEmpty()) {
            return;
        }
        run.say("docket.names-excluded", names);
        if (!run.terminal().canAsk() || !run.agrees("docket.names-excluded.ask")) {
            throw new Stop(Problem.EXCLUDED_READER, names);
        }
    }

    /** Named readers must have a key on the docket; without names everybody who can be drawn, has one and was not excluded. */
    private List<RequestNote.To> readers(Desk desk, List<ReportFolder> folders) throws Stop, IOException {
        Roster roster = desk.current().roster();
        List<Roster.Person> wanted = new ArrayList<>();
        for (String reader : readers) {
            wanted.add(People.find(roster, reader));
        }
        if (readers.isEmpty()) {
            roster.people().stream().filter(Roster.Person::first).filter(person -> key(desk, person).isPresent())
                    .filter(person -> folders.stream()
                            .allMatch(folder -> folder.excluded(desk.chain(), List.of(person)).isEmpty()))
                    .forEach(wanted::add);
        }
        checkExcluded(desk, folders, wanted);
        List<RequestNote.To> to = new ArrayList<>();
        for (Roster.Person person : wanted) {
            PanelNote<ReaderKeyNote> key = key(desk, person)
                    .orElseThrow(() -> new Stop(Problem.NO_READER_KEY, person.name().text()));
            to.add(new RequestNote.To(person.index(), key.hash()));
        }
        return to.stream().sorted(Comparator.comparingInt(RequestNote.To::person)).toList();
    }

    private Optional<PanelNote<ReaderKeyNote>> key(Desk desk, Roster.Person person) {
        return desk.docket().all(ReaderKeyNote.class).reversed().stream()
                .filter(key -> key.person().is(person) && key.note().head().person() == person.index())
                .filter(key -> isCurrent(desk, key) && Closing.isAlive(key.note(), run.clock().instant())).findFirst();
    }

    private boolean isCurrent(Desk desk, PanelNote<ReaderKeyNote> key) {
        return desk.chain().current(run.clock().instant())
                .filter(link -> link.hash().equals(key.note().head().rosterHash())).isPresent();
    }

    private RequestNote.Scope scope(Desk desk) throws Stop, Malformed {
        if (!batches.isEmpty()) {
            for (long number : batches) {
                if (desk.intake().stream().noneMatch(batch -> batch.leaf().number() == number)) {
                    throw new Stop(Problem.EID_MALFORMED, "--batch " + number);
                }
            }
            return new RequestNote.Batches(batches.stream().distinct().sorted().toList());
        }
        List<RequestNote.Entry> found = new ArrayList<>();
        for (String typed : entries) {
            found.add(entry(desk, typed));
        }
        return new RequestNote.Entries(found.stream().sorted(Comparator.comparing(RequestNote.Entry::eid)).toList());
    }

    private static RequestNote.Entry entry(Desk desk, String typed) throws Stop, Malformed {
        if (isFolder(typed)) {
            OpenedReport opened = ReportFolder.of(Path.of(typed)).opened();
            return new RequestNote.Entry(opened.eid(), opened.envelopeHash());
        }
        List<IntakeEntry> found = desk.intake().stream().map(Intake.Batch::entries).flatMap(List::stream)
                .filter(entry -> entry.eid().hex().startsWith(typed)).toList();
        if (typed.length() < 8 || found.size() != 1) {
            throw new Stop(Problem.EID_MALFORMED, Letters.tameLine(typed));
        }
        return new RequestNote.Entry(found.getFirst().eid(), found.getFirst().envelopeHash());
    }
}
