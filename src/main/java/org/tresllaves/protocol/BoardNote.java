package org.tresllaves.protocol;

import java.time.LocalDate;

/**
 * The digest of one batch of the board, as it stands on the docket under the docket log's key (spec: board). A client that finds a batch whose digest is
 * not there refuses the whole board.
 */
public record BoardNote(Hash panelId, long batch, LocalDate day, Hash digest) {
    public static final String TYPE = "tresllaves/v1/board";
    /** Records in a batch, and in a post. */
    public static final int RECORDS = 32;
    public static final int RECORD = 4096;
    /** A batch as it is handed out begins with u32 number | u32 day. */
    public static final int BATCH_HEAD = 8;
    /** Batches that live at once: 1,984 records. */
    public static final int MAX_BATCHES = 62;
    private static final int MAX_TEXT = 512;

    /** Parses a note's text. */
    public static BoardNote parse(String text) throws Malformed {
        Lines in = new Lines(text, MAX_TEXT, DocketNote.Flaw.TOO_LONG, DocketNote.Flaw.LINE);
        DocketNote.require(in.line().equals(TYPE), DocketNote.Flaw.TYPE);
        Hash panelId = in.hash(in.token("panel"));
        long batch = in.number(in.token("batch"), 0xffffffffL);
        LocalDate day = in.date(in.token("day"));
        Hash digest = in.hash(in.token("digest"));
        in.end();
        return new BoardNote(panelId, batch, day, digest);
    }

    /** The text that is signed. */
    public String encode() {
        return TYPE + "\npanel " + panelId + "\nbatch " + batch + "\nday " + day + "\ndigest " + digest + "\n";
    }
}
