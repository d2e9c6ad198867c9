package org.tresllaves.protocol;

import java.time.LocalDate;
import java.util.List;

/**
 * What people of the panel say on the docket (spec: opening). Each is the text of a signed note whose first line is its type; panel, roster and person
 * follow, so that no text can stand for another panel, roster or speaker. Who signed it is for {@code tlog.PanelNote} to say.
 */
public sealed interface DocketNote permits ReaderKeyNote, RequestNote, ApproveNote, RefuseNote, ResultNote, ClosedNote {
    int MAX_TEXT = 128 * 1024;

    /** What can be wrong with a docket note's text. */
    enum Flaw implements org.tresllaves.protocol.Flaw {
        TOO_LONG, TYPE, LINE, WEAK_KEY, REASON, CLOSE_AFTER_END, ORDER, TOO_MANY, NO_READER, NO_ENTRY, SCOPE
    }

    /** What every note of a person begins with: which panel, under which roster, who of it. */
    record Head(Hash panelId, Hash rosterHash, int person) {
        public Head {
            if (person < 1 || person > Envelope.MAX_PEOPLE) {
                throw new IllegalArgumentException("a person's index is 1 to 32");
            }
        }

        static Head read(Lines in) throws Malformed {
            Hash panelId = in.hash(in.token("panel"));
            Hash rosterHash = in.hash(in.token("roster"));
            return new Head(panelId, rosterHash, index(in, in.token("person")));
        }

        String encode(String type) {
            return type + "\npanel " + panelId + "\nroster " + rosterHash + "\nperson " + person + "\n";
        }
    }

    Head head();

    /** The text that is signed. */
    String encode();

    /** Parses the text of any of these notes. */
    static DocketNote parse(String text) throws Malformed {
        Lines in = new Lines(text, MAX_TEXT, Flaw.TOO_LONG, Flaw.LINE);
        DocketNote note = switch (in.line()) {
            case ReaderKeyNote.TYPE -> ReaderKeyNote.read(in);
            case RequestNote.TYPE -> RequestNote.read(in);
            case ApproveNote.TYPE -> ApproveNote.read(in);
            case RefuseNote.TYPE -> RefuseNote.read(in);
            case ResultNote.TYPE -> ResultNote.read(in);
            case ClosedNote.TYPE -> ClosedNote.read(in);
            default -> throw new Malformed(Flaw.TYPE);
        };
        in.end();
        return note;
    }

    /** A person's index, 1 to 32. */
    static int index(Lines in, String token) throws Malformed {
        int index = (int) in.number(token, Envelope.MAX_PEOPLE);
        require(index >= 1, Flaw.LINE);
        return index;
    }

    /** Days a reader key or request may live. */
    static int maxDays() {
        return 14;
    }

    /** Whether {@code end} is today or later, and not more than 14 days ahead. */
    static boolean inTime(LocalDate end, LocalDate today) {
        return !end.isBefore(today) && !end.isAfter(today.plusDays(maxDays()));
    }

    /** Whether the numbers rise strictly. */
    static boolean rises(List<Long> numbers) {
        for (int i = 1; i < numbers.size(); i++) {
            if (numbers.get(i) <= numbers.get(i - 1)) {
                return false;
            }
        }
        return true;
    }

    static void require(boolean holds, Flaw flaw) throws Malformed {
        if (!holds) {
            throw new Malformed(flaw);
        }
    }
}
