package org.tresllaves.server.intake;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Optional;
import org.tresllaves.crypto.Derive;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Header;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Refusal;
import org.tresllaves.protocol.Refused;

/** One segment on its way into its slot, in small pieces. */
final class Segment {
    private final Report report;
    private final int index;
    private final Hash digest;
    private final Hash panelId;

    Segment(Report report, int index, Hash digest, Hash panelId) {
        this.report = report;
        this.index = index;
        this.digest = digest;
        this.panelId = panelId;
    }

    /** Writes all of it into the slot and checks it. What lies there is worth nothing before its row is stored. */
    Holding receive(InputStream in, Chest chest, Slot slot) throws IOException, Refused {
        byte[] key = chest.freshKey();
        Chest.Pen pen = chest.pen(slot, key.clone());
        MessageDigest hash = Derive.sha256();
        byte[] piece = new byte[Chest.PIECE];
        int length = slot.size().length();
        for (int done = 0; done < length; done += piece.length) {
            require(in.readNBytes(piece, 0, piece.length) == piece.length, Refusal.MALFORMED);
            if (done == 0 && index == 0) {
                check(piece);
            }
            hash.update(piece);
            pen.write(piece, piece.length);
        }
        require(in.read() < 0, Refusal.LARGE);
        require(Hash.of(hash.digest()).equals(digest), Refusal.MALFORMED);
        return new Holding(report.eid, report.bucket, report.rosterHash, index, digest, key, Optional.empty());
    }

    /** The envelope is what was announced: the server can see this much and no more. */
    private void check(byte[] piece) throws Refused {
        try {
            Header.Prefix prefix = Header.Prefix.parseStart(piece);
            require(prefix.panelId().equals(panelId) && prefix.rosterHash().equals(report.rosterHash)
                    && prefix.eid().equals(report.eid), Refusal.REFUSED);
        } catch (Malformed e) {
            throw new Refused(Refusal.REFUSED);
        }
    }

    private static void require(boolean holds, Refusal refusal) throws Refused {
        if (!holds) {
            throw new Refused(refusal);
        }
    }
}
