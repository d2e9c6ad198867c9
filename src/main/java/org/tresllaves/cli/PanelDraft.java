package org.tresllaves.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tresllaves.panel.Ceremony;
import org.tresllaves.protocol.Card;
import org.tresllaves.protocol.Label;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Name;
import org.tresllaves.protocol.Questionnaires;
import org.tresllaves.protocol.Roster;
import org.tresllaves.source.Lot;
import org.tresllaves.tlog.Policy;
import org.tresllaves.tlog.RosterChain;
import org.tresllaves.tlog.SignedNote;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code panel draft}: puts cards on benches under rules, for everybody to look at and sign. */
@Command(name = "draft")
final class PanelDraft extends Verb {
    private static final int MAX_CARD = 8192;
    private static final int NOTICE_DAYS = 7;

    @Option(names = "--name", paramLabel = "${bundle:label.name}", descriptionKey = "option.panel-name")
    private String name = "";

    @Option(names = "--bench", required = true, paramLabel = "${bundle:label.bench}", descriptionKey = "option.bench")
    private List<String> benches = List.of();

    @Option(names = "--member", required = true, paramLabel = "${bundle:label.member}", descriptionKey = "option.member")
    private List<String> members = List.of();

    @Option(names = "--reader", paramLabel = "${bundle:label.file}", descriptionKey = "option.reader")
    private List<Path> readers = List.of();

    @Option(names = "--first", paramLabel = "${bundle:label.name}", descriptionKey = "option.first")
    private List<String> first = List.of();

    @Option(names = "--admin", paramLabel = "${bundle:label.number}", descriptionKey = "option.admin")
    private Optional<Integer> admin = Optional.empty();

    @Option(names = "--from", paramLabel = "${bundle:label.date}", descriptionKey = "option.from")
    private Optional<String> from = Optional.empty();

    @Option(names = "--days", defaultValue = "90", paramLabel = "${bundle:label.number}", descriptionKey = "option.days")
    private int days = 90;

    @Option(names = "--retain", defaultValue = "365,180,90", split = ",", paramLabel = "${bundle:label.retain}", descriptionKey = "option.retain")
    private List<Integer> retain = List.of();

    @Option(names = "--logs", paramLabel = "${bundle:label.file}", descriptionKey = "option.logs")
    private Optional<Path> logs = Optional.empty();

    @Option(names = "--forms", paramLabel = "${bundle:label.folder}", descriptionKey = "option.forms")
    private Optional<Path> forms = Optional.empty();

    @Option(names = "--after", paramLabel = "${bundle:label.file}", descriptionKey = "option.after")
    private Optional<Path> after = Optional.empty();

    @Option(names = "--page", paramLabel = "${bundle:label.page}", descriptionKey = "option.page")
    private List<String> pages = List.of();

    @Option(names = "--out", required = true, paramLabel = "${bundle:label.file}", descriptionKey = "option.draft-out")
    private Path out = Path.of("");

    PanelDraft(Run run) {
        super(run);
    }

    @Override
    void act() throws Stop {
        Optional<RosterChain> chain = after.isPresent() ? Optional.of(RosterFile.chain(after.get())) : Optional.empty();
        try {
            Roster roster = chain.isPresent()
                    ? Ceremony.next(chain.get(), terms(chain), seats(), forms(chain), pages(chain))
                    : Ceremony.genesis(terms(chain), seats(), forms(chain), pages(chain));
            SignedNote draft = SignedNote.unsigned(roster.encode());
            Output.write(out, (draft.text() + "\n").getBytes(StandardCharsets.UTF_8));
            new RosterWords(run).print(roster, roster.panelId().orElse(draft.hash(Label.ROSTER)), draft);
            Ceremony.withoutSlack(roster).forEach(bench -> run.say("panel.no-slack", bench.text()));
            if (!Lot.offersExclusion(roster)) {
                run.say("panel.no-exclusion", Lot.OFFERED_FROM);
            }
            run.say("panel.drafted", out);
        } catch (Malformed e) {
            throw RosterWords.broken(run, e);
        }
    }

    /** Those given, all of the folder; else the ones that were listed before, and on a first roster those built together with this command. */
    private List<Roster.Listed> forms(Optional<RosterChain> chain) throws Stop {
        if (forms.isPresent()) {
            return PanelForms.read(run, forms.get()).listed();
        }
        return chain.isPresent()
                ? chain.get().last().roster().forms()
                : PanelForms.shipped(run).map(Questionnaires::listed).orElse(List.of());
    }

    /** Those given; else the ones that were listed before, and on a first roster the one built together with this command. */
    private List<Roster.Listed> pages(Optional<RosterChain> chain) throws Stop {
        if (!pages.isEmpty()) {
            return Pages.read(pages);
        }
        return chain.isPresent() ? chain.get().last().roster().pages() : Pages.shipped().stream().toList();
    }

    private Ceremony.Terms terms(Optional<RosterChain> chain) throws Stop {
        Optional<Roster> previous = chain.map(c -> c.last().roster());
        if (name.isEmpty() && previous.isEmpty()) {
            throw new Stop(Problem.USAGE_MISSING, "--name", "tresllaves panel draft --help");
        }
        if (logs.isEmpty() && previous.isEmpty()) {
            throw new Stop(Problem.USAGE_MISSING, "--logs", "tresllaves panel draft --help");
        }
        if (retain.size() != 3) {
            throw new Stop(Problem.USAGE_VALUE, "--retain", retain);
        }
        Name panel = name.isEmpty() ? previous.orElseThrow().panel() : Names.read("--name", name);
        List<Roster.Bench> rules = new ArrayList<>();
        for (String bench : benches) {
            rules.add(bench(bench));
        }
        return new Ceremony.Terms(panel, valid(previous), admin.orElse(members.size() / 2 + 1),
                new Roster.Retain(retain.get(0), retain.get(1), retain.get(
                        2)),
                rules, policy(previous));
    }

    private List<String> policy(Optional<Roster> previous) throws Stop {
        if (logs.isEmpty()) {
            return previous.orElseThrow().policy();
        }
        String text = new String(Input.bytes(logs.get(), MAX_CARD), StandardCharsets.UTF_8);
        List<String> lines = new ArrayList<>(text.lines().map(String::strip).filter(line -> !line.isEmpty())
                .map(line -> line.contains(" ")
                        ? line
                        : "log "
                                + line)
                .toList());
        if (lines.stream().noneMatch(line -> line.startsWith("quorum "))) {
            lines.add("quorum " + Policy.NONE);
        }
        return lines;
    }

    private Roster.Valid valid(Optional<Roster> previous) throws Stop {
        LocalDate start = previous.isEmpty() ? run.today() : run.today().plusDays(NOTICE_DAYS + 1);
        if (from.isPresent()) {
            try {
                start = LocalDate.parse(from.get());
            } catch (DateTimeParseException e) {
                throw new Stop(Problem.DATE_BAD, from.get());
            }
        }
        return new Roster.Valid(seconds(start), seconds(start.plusDays(days)));
    }

    private static long seconds(LocalDate date) {
        return date.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    }

    private static Roster.Bench bench(String text) throws Stop {
        String[] parts = text.split(":", -1);
        try {
            int exclude = parts.length == 4 ? Integer.parseInt(parts[3]) : 0;
            if (parts.length == 3 || parts.length == 4) {
                return new Roster.Bench(Names.read("--bench", parts[0]), Integer.parseInt(parts[1]),
                        Integer.parseInt(parts[2]), exclude);
            }
        } catch (NumberFormatException e) {
            throw new Stop(Problem.USAGE_VALUE, "--bench", text);
        }
        throw new Stop(Problem.USAGE_VALUE, "--bench", text);
    }

    private List<Ceremony.Seat> seats() throws Stop {
        Set<Name> drawn = new HashSet<>();
        for (String one : first) {
            drawn.add(Names.read("--first", one));
        }
        List<Ceremony.Seat> seats = new ArrayList<>();
        for (String member : members) {
            int colon = member.indexOf(':');
            if (colon < 1) {
                throw new Stop(Problem.USAGE_VALUE, "--member", member);
            }
            Name bench = Names.read("--member", member.substring(0, colon));
            seats.add(seat(card(Path.of(member.substring(colon + 1))), Optional.of(bench), drawn));
        }
        for (Path reader : readers) {
            seats.add(seat(card(reader), Optional.empty(), drawn));
        }
        for (Name one : drawn) {
            if (seats.stream().noneMatch(seat -> seat.card().name().equals(one))) {
                throw new Stop(Problem.PERSON_UNKNOWN, one.text());
            }
        }
        return seats;
    }

    private static Ceremony.Seat seat(Card card, Optional<Name> bench, Set<Name> drawn) {
        return new Ceremony.Seat(card, bench, drawn.isEmpty() || drawn.contains(card.name()));
    }

    private static Card card(Path file) throws Stop {
        try {
            return Card.parse(new String(Input.bytes(file, MAX_CARD), StandardCharsets.UTF_8).strip());
        } catch (Malformed e) {
            throw new Stop(Problem.FILE_FORMAT, file, e.flaw().name());
        }
    }
}
