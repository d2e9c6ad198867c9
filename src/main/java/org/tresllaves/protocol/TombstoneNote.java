package org.tresllaves.protocol;

/**
 * A tombstone: the server's note that a report was withdrawn, with the w its source showed (spec: opening). Signed by the docket log's key; anyone can
 * check that H("rtag" | w) is the entry's rtag. A tombstone that does not match is an alarm.
 */
public record TombstoneNote(Hash panelId, Eid eid, Hash w) {
    public static final String TYPE = "tresllaves/v1/tombstone";
    private static final int MAX_TEXT = 512;

    /** Parses a note's text. */
    public static TombstoneNote parse(String text) throws Malformed {
        Lines in = new Lines(text, MAX_TEXT, DocketNote.Flaw.TOO_LONG, DocketNote.Flaw.LINE);
        DocketNote.require(in.line().equals(TYPE), DocketNote.Flaw.TYPE);
        Hash panelId = in.hash(in.token("panel"));
        Eid eid = Eid.of(in.hex(in.token("eid"), Eid.LENGTH));
        Hash w = in.hash(in.token("w"));
        in.end();
        return new TombstoneNote(panelId, eid, w);
    }

    /** The text that is signed. */
    public String encode() {
        return TYPE + "\npanel " + panelId + "\neid " + eid + "\nw " + w + "\n";
    }
}
