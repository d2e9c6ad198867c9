package org.tresllaves.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.tresllaves.crypto.Derive;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Label;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.OfflineBlock;
import org.tresllaves.protocol.PageListing;
import org.tresllaves.protocol.Refused;
import org.tresllaves.protocol.Roster;
import org.tresllaves.tlog.NoteList;
import org.tresllaves.tlog.RosterChain;

/** The source's page as a server hands it out, held against its listing and the panel's roster (spec: page, "Checking it"). */
public final class Page {
    /** What does not match. */
    public enum Difference {
        /** The listing is none, or no {@code page} line of the roster names it. */
        UNLISTED,
        /** Another status than 200. */
        STATUS,
        /** A header that is missing, has another value, or should not be there. */
        HEADER,
        /** Not compressed in the one form there is. */
        GZIP,
        /** Not the bytes of the listing. */
        BYTES,
        /** What follows the offline page is not this panel's chain. */
        CHAIN
    }

    /** One file and what is wrong with it, if anything. */
    public record Finding(String path, Optional<Difference> difference) {
    }

    private static final Map<String, String> FIXED = Map.ofEntries(Map.entry("Cache-Control", "no-store"),
            Map.entry("Content-Security-Policy", PageListing.POLICY), Map.entry("Content-Encoding", "gzip"),
            Map.entry("Cross-Origin-Embedder-Policy", "require-corp"),
            Map.entry("Cross-Origin-Opener-Policy", "same-origin"),
            Map.entry("Cross-Origin-Resource-Policy", "same-origin"),
            Map.entry("Permissions-Policy", "camera=(), display-capture=(), geolocation=(), microphone=()"),
            Map.entry("Referrer-Policy", "no-referrer"), Map.entry("X-Content-Type-Options", "nosniff"),
            Map.entry("X-Frame-Options", "DENY"));
    private static final Set<String> OWN = Set.of("Content-Type", "Content-Length", "Connection");
    /** Compression of what does not compress adds little. */
    private static final int SLACK = 64 << 10;

    private final Server server;
    private final RosterChain chain;
    private final Roster roster;

    private Page(Server server, RosterChain chain, Roster roster) {
        this.server = server;
        this.chain = chain;
        this.roster = roster;
    }

    /** Fetches everything a visitor could be given; the listing comes first, and alone if the roster does not name it. */
    public static List<Finding> check(Server server, RosterChain chain, Roster roster)
            throws IOException, Refused, Untrue {
        return new Page(server, chain, roster).findings();
    }

    private List<Finding> findings() throws IOException, Refused, Untrue {
        byte[] text = server.unverifiedPage();
        Hash hash = Derive.h(Label.PAGE, text);
        List<Finding> findings = new ArrayList<>();
        boolean listed = roster.pages().stream().anyMatch(page -> page.hash().equals(hash));
        findings.add(new Finding(Server.PAGE, listed ? Optional.empty() : Optional.of(Difference.UNLISTED)));
        if (!listed) {
            return findings;
        }
        try {
            for (PageListing.File file : PageListing.parse(text).files()) {
                findings.add(new Finding(file.path(), difference(file)));
            }
            return findings;
        } catch (Malformed e) {
            return List.of(new Finding(Server.PAGE, Optional.of(Difference.UNLISTED)));
        }
    }

    private Optional<Difference> difference(PageListing.File file) throws IOException, Untrue {
        boolean offline = file.path().equals(PageListing.OFFLINE);
        int limit = file.length() + SLACK + (offline ? 2 * Server.MAX_CHAIN : 0);
        Http.Whole answer = server.http().whole(file.path(), limit);
        if (answer.status() != 200) {
            return Optional.of(Difference.STATUS);
        }
        if (!answer.headers().equals(headers(file, answer.headers()))) {
            return Optional.of(Difference.HEADER);
        }
        Optional<byte[]> content = Gzip.content(answer.body(), limit);
        if (content.isEmpty()) {
            return Optional.of(Difference.GZIP);
        }
        byte[] start = Arrays.copyOf(content.get(), Math.min(content.get().length, file.length()));
        byte[] rest = Arrays.copyOfRange(content.get(), start.length, content.get().length);
        if (start.length != file.length() || !Hash.of(Derive.sha256().digest(start)).equals(file.sha256())
                || !offline && rest.length > 0) {
            return Optional.of(Difference.BYTES);
        }
        return offline && !isThisPanel(rest) ? Optional.of(Difference.CHAIN) : Optional.empty();
    }

    /** What the headers should be: the fixed ones, and of those that differ from answer to answer their own. */
    private static Map<String, String> headers(PageListing.File file, Map<String, String> got) {
        Map<String, String> right = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        right.putAll(FIXED);
        OWN.stream().filter(got::containsKey).forEach(name -> right.put(name, got.getOrDefault(name, "")));
        right.put("Content-Type", file.media().type());
        if (file.path().equals(PageListing.OFFLINE)) {
            right.put("Content-Disposition", PageListing.SAVE);
        }
        return right;
    }

    private boolean isThisPanel(byte[] block) {
        try {
            List<byte[]> notes = NoteList.parse(OfflineBlock.unverifiedChain(block));
            RosterChain carried = RosterChain.verify(chain.panelId(), notes);
            return !carried.links().isEmpty();
        } catch (Malformed e) {
            return false;
        }
    }
}
