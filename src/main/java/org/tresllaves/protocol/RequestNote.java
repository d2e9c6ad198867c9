package org.tresllaves.protocol;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * REQUEST: one person asks every member to open one compartment of certain reports for certain readers (spec: opening). Its scope is either whole
 * batches (a first opening: each report to the two people drawn in its own header) or single entries (to the readers named).
 *
 * @param nonce 16 random bytes: no two requests have one hash
 */
public record RequestNote(Head head, Compartment compartment, Reason reason, Close close, LocalDate notAfter,
        String nonce, List<To> readers, Scope scope) implements DocketNote {
    public static final String TYPE = "tresllaves/v1/request";
    public static final int MAX_BATCHES = 64;
    public static final int MAX_ENTRIES = 1024;
    private static final int NONCE = 16;

    /** Why somebody asks; the word on the wire is the lower-case name. */
    public enum Reason {
        /** The first opening of whole batches, by lot. */
        FIRST,
        /** Single reports, to more readers. */
        FURTHER,
        /** Who a source says it is, after its report was opened. */
        IDENTITY,
        /** Single reports that nobody drawn has opened for 14 days. */
        ORPHAN
    }

    /** A reader and the hash of the READER-KEY its releases go to. */
    public record To(int person, Hash readerKey) {
    }

    /** Which reports. */
    public sealed interface Scope {
    }

    /** Whole batches of the intake log, by number. */
    public record Batches(List<Long> numbers) implements Scope {
        public Batches {
            numbers = List.copyOf(numbers);
        }
    }

    /** Single entries of the intake log. */
    public record Entries(List<Entry> entries) implements Scope {
        public Entries {
            entries = List.copyOf(entries);
        }
    }

    /** One report: its eid and the hash of its envelope. */
    public record Entry(Eid eid, Hash envelopeHash) {
    }

    /** When collecting ends: the start of a UTC hour. Written as a date when that hour is midnight. */
    public record Close(Instant at) {
        private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH");

        public Close {
            if (at.getEpochSecond() % 3600 != 0 || at.getNano() != 0) {
                throw new IllegalArgumentException("a close is a whole hour");
            }
        }

        static Close parse(Lines in, String token) throws Malformed {
            if (token.length() == 10) {
                return new Close(in.date(token).atStartOfDay().toInstant(ZoneOffset.UTC));
            }
            DocketNote.require(token.length() == 13 && token.charAt(10) == 'T', Flaw.LINE);
            long hour = in.number(token.substring(11).replaceFirst("^0(?=.)", ""), 23);
            DocketNote.require(hour > 0 && (hour < 10) == token.startsWith("0", 11), Flaw.LINE);
            return new Close(in.date(token.substring(0, 10)).atTime((int) hour, 0).toInstant(ZoneOffset.UTC));
        }

        public LocalDate day() {
            return LocalDate.ofInstant(at, ZoneOffset.UTC);
        }

        @Override
        public String toString() {
            LocalDateTime time = LocalDateTime.ofInstant(at, ZoneOffset.UTC);
            return time.getHour() == 0 ? time.toLocalDate().toString() : time.format(HOUR);
        }
    }

    public RequestNote {
        readers = List.copyOf(readers);
    }

    static RequestNote read(Lines in) throws Malformed {
        Head head = Head.read(in);
        Compartment compartment = compartment(in.token("compartment"));
        Reason reason = reason(in.token("reason"));
        Close close = Close.parse(in, in.token("close"));
        LocalDate notAfter = in.date(in.token("not-after"));
        String nonce = HexFormat.of().formatHex(in.hex(in.token("nonce"), NONCE));
        List<To> readers = readers(in);
        RequestNote note = new RequestNote(head, compartment, reason, close, notAfter, nonce, readers, scope(in));
        note.check();
        return note;
    }

    /** Checks what the parts must be together: what somebody who composes one calls before signing. */
    public void check() throws Malformed {
        DocketNote.require(!close.at().isAfter(notAfter.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC)),
                Flaw.CLOSE_AFTER_END);
        DocketNote.require(!readers.isEmpty(), Flaw.NO_READER);
        DocketNote.require(readers.size() <= Envelope.MAX_PEOPLE, Flaw.TOO_MANY);
        DocketNote.require(DocketNote.rises(readers.stream().map(to -> (long) to.person()).toList()), Flaw.ORDER);
        switch (scope) {
            case Batches(List<Long> numbers) -> {
                size(numbers.size(), MAX_BATCHES);
                DocketNote.require(DocketNote.rises(numbers), Flaw.ORDER);
            }
            case Entries(List<Entry> entries) -> {
                size(entries.size(), MAX_ENTRIES);
                for (int i = 1; i < entries.size(); i++) {
                    DocketNote.require(entries.get(i - 1).eid().compareTo(entries.get(i).eid()) < 0, Flaw.ORDER);
                }
            }
        }
        DocketNote.require((reason == Reason.FIRST) == scope instanceof Batches, Flaw.SCOPE);
        DocketNote.require((reason == Reason.IDENTITY) == (compartment == Compartment.IDENTITY), Flaw.SCOPE);
    }

    private static void size(int size, int max) throws Malformed {
        DocketNote.require(size > 0, Flaw.NO_ENTRY);
        DocketNote.require(size <= max, Flaw.TOO_MANY);
    }

    private static List<To> readers(Lines in) throws Malformed {
        List<To> readers = new ArrayList<>();
        while (in.next("reader")) {
            List<String> tokens = in.tokens("reader", 2);
            readers.add(new To(DocketNote.index(in, tokens.get(0)), in.hash(tokens.get(1))));
        }
        return readers;
    }

    private static Scope scope(Lines in) throws Malformed {
        List<Long> batches = new ArrayList<>();
        while (in.next("batch")) {
            batches.add(in.number(in.token("batch"), 0xffffffffL));
        }
        List<Entry> entries = new ArrayList<>();
        while (batches.isEmpty() && in.next("entry")) {
            List<String> tokens = in.tokens("entry", 2);
            entries.add(new Entry(Eid.of(in.hex(tokens.get(0), Eid.LENGTH)), in.hash(tokens.get(1))));
        }
        return batches.isEmpty() ? new Entries(entries) : new Batches(batches);
    }

    private static Compartment compartment(String token) throws Malformed {
        return switch (token) {
            case "report" -> Compartment.REPORT;
            case "identity" -> Compartment.IDENTITY;
            default -> throw new Malformed(Flaw.LINE);
        };
    }

    private static Reason reason(String token) throws Malformed {
        return switch (token) {
            case "first" -> Reason.FIRST;
            case "further" -> Reason.FURTHER;
            case "identity" -> Reason.IDENTITY;
            case "orphan" -> Reason.ORPHAN;
            default -> throw new Malformed(Flaw.REASON);
        };
    }

    /** The hash of the READER-KEY named for this person, if it is among the readers. */
    public Optional<Hash> readerKeyOf(int person) {
        return readers.stream().filter(to -> to.person() == person).map(To::readerKey).findFirst();
    }

    @Override
    public String encode() {
        StringBuilder out = new StringBuilder(head.encode(TYPE));
        out.append("compartment ").append(compartment == Compartment.REPORT ? "report" : "identity")
                .append("\nreason ").append(word(reason)).append("\nclose ").append(close).append("\nnot-after ")
                .append(notAfter).append("\nnonce ").append(nonce).append('\n');
        readers.forEach(
                to -> out.append("reader ").append(to.person()).append(' ').append(to.readerKey()).append('\n'));
        switch (scope) {
            case Batches(List<Long> numbers) -> numbers
                    .forEach(number -> out.append("batch ").append(number).append('\n'));
            case Entries(List<Entry> entries) -> entries.forEach(entry -> out.append("entry ").append(entry.eid())
                    .append(' ').append(entry.envelopeHash()).append('\n'));
        }
        return out.toString();
    }

    private static String word(Reason reason) {
        return switch (reason) {
            case FIRST -> "first";
            case FURTHER -> "further";
            case IDENTITY -> "identity";
            case ORPHAN -> "orphan";
        };
    }
}
