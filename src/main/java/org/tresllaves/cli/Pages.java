package org.tresllaves.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tresllaves.crypto.Derive;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Label;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.PageListing;
import org.tresllaves.protocol.Roster;

/** The source's pages a roster lists, by their listings: the one built together with this command, or others from files. */
final class Pages {
    /** Stands for the page that was built together with this command. */
    private static final String THIS = "this";
    private static final String SHIPPED = "/page/listing";
    private static final String LISTING = "listing";
    private static final int ID = 16;

    private Pages() {
    }

    /** The lines for what was given with --page. */
    static List<Roster.Listed> read(List<String> given) throws Stop {
        List<Roster.Listed> pages = new ArrayList<>();
        for (String one : given) {
            Roster.Listed page = one.equals(THIS)
                    ? shipped().orElseThrow(() -> new Stop(Problem.FILE_MISSING, SHIPPED))
                    : ofFile(Path.of(one));
            pages.add(page);
        }
        return pages;
    }

    /** The page built together with this command, if one was. */
    static Optional<Roster.Listed> shipped() throws Stop {
        try (InputStream in = Pages.class.getResourceAsStream(SHIPPED)) {
            return in == null ? Optional.empty() : Optional.of(listed(Path.of(SHIPPED), in.readAllBytes()));
        } catch (IOException e) {
            throw new Stop(Problem.FILE_UNREADABLE, SHIPPED);
        }
    }

    /** A listing, or a directory of a whole page: then every file in it is held against its listing. */
    private static Roster.Listed ofFile(Path given) throws Stop {
        if (!Files.isDirectory(given)) {
            return listed(given, Input.bytes(given, PageListing.MAX_TEXT));
        }
        byte[] text = Input.bytes(given.resolve(LISTING), PageListing.MAX_TEXT);
        Roster.Listed listed = listed(given.resolve(LISTING), text);
        for (PageListing.File file : listing(given.resolve(LISTING), text).files()) {
            byte[] bytes = Input.bytes(given.resolve(file.name()), PageListing.MAX_LENGTH);
            if (bytes.length != file.length() || !Hash.of(Derive.sha256().digest(bytes)).equals(file.sha256())) {
                throw new Stop(Problem.NOT_VERIFIED, given.resolve(file.name()));
            }
        }
        return listed;
    }

    /** A roster's line: its id is the beginning of the hash. */
    private static Roster.Listed listed(Path file, byte[] text) throws Stop {
        listing(file, text);
        Hash hash = Derive.h(Label.PAGE, text);
        return new Roster.Listed(hash.hex().substring(0, ID), hash);
    }

    private static PageListing listing(Path file, byte[] text) throws Stop {
        try {
            return PageListing.parse(text);
        } catch (Malformed e) {
            throw new Stop(Problem.FILE_FORMAT, file, e.flaw().name());
        }
    }
}
