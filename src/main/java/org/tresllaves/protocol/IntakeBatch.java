package org.tresllaves.protocol;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An intake batch (spec: intake): its leaf, the text the intake log's key signs, and its entries, sorted bytewise. Parsing checks form alone; the
 * leaf's hash of the entries is checked by whoever has a hash at hand.
 *
 * @param dayKey H("day-key" | day_key)
 * @param entriesHash H("batch" | entries)
 */
public record IntakeBatch(Hash panelId, long number, LocalDate day, int size, Hash dayKey, Hash entriesHash) {
    public static final String TYPE = "tresllaves/v1/batch";
    /** Sizes are multiples of this; an empty batch has this many. */
    public static final int STEP = 64;
    public static final int MAX_SIZE = 1 << 20;
    /** Most reports a server puts into one batch: what one request for a whole batch can cover (spec: opening, "Slots"), in whole steps. */
    public static final int MAX_REPORTS = ResultNote.MAX_TOKENS / STEP * STEP;
    private static final int MAX_TEXT = 512;

    /** What can be wrong with a batch, in the order in which it is looked at. */
    public enum Flaw implements org.tresllaves.protocol.Flaw {
        TOO_LONG, LINE, TYPE, SIZE, LENGTH, ENTRY_TYPE, ORDER
    }

    /** Parses the leaf's text. */
    public static IntakeBatch parse(String text) throws Malformed {
        Lines in = new Lines(text, MAX_TEXT, Flaw.TOO_LONG, Flaw.LINE);
        if (!in.line().equals(TYPE)) {
            throw new Malformed(Flaw.TYPE);
        }
        Hash panelId = in.hash(in.token("panel"));
        long number = in.number(in.token("batch"), 0xffffffffL);
        LocalDate day = in.date(in.token("day"));
        int size = (int) in.number(in.token("size"), MAX_SIZE);
        Hash dayKey = in.hash(in.token("day-key"));
        Hash entriesHash = in.hash(in.token("entries"));
        in.end();
        if (size == 0 || size % STEP != 0) {
            throw new Malformed(Flaw.SIZE);
        }
        return new IntakeBatch(panelId, number, day, size, dayKey, entriesHash);
    }

    /** The text that is signed. */
    public String encode() {
        return TYPE + "\npanel " + panelId + "\nbatch " + number + "\nday " + day + "\nsize " + size + "\nday-key "
                + dayKey + "\nentries " + entriesHash + "\n";
    }

    /** Parses this batch's entries: as many as the leaf says, rising strictly. */
    public List<IntakeEntry> entries(byte[] bytes) throws Malformed {
        if (bytes.length != size * IntakeEntry.LENGTH) {
            throw new Malformed(Flaw.LENGTH);
        }
        List<IntakeEntry> entries = new ArrayList<>(size);
        byte[] before = {};
        for (int at = 0; at < bytes.length; at += IntakeEntry.LENGTH) {
            byte[] entry = Arrays.copyOfRange(bytes, at, at + IntakeEntry.LENGTH);
            if (entry[0] != IntakeEntry.REPORT) {
                throw new Malformed(Flaw.ENTRY_TYPE);
            }
            if (Arrays.compareUnsigned(before, entry) >= 0) {
                throw new Malformed(Flaw.ORDER);
            }
            entries.add(IntakeEntry.ofBody(Arrays.copyOfRange(entry, 1, entry.length)));
            before = entry;
        }
        return entries;
    }

    /** The padded size of a batch with so many reports. */
    public static int paddedSize(int reports) {
        return Math.max(1, (reports + STEP - 1) / STEP) * STEP;
    }
}
