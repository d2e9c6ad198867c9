package org.tresllaves.server.notices;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.tresllaves.onion.TorPort;
import org.tresllaves.server.notices.BadNoticeFile.Reason;

/** What {@code serve --notices} was given (spec: notices): where Tor is, and which notices go out. */
public record NoticeFile(TorPort socks, List<Notice> notices) {
    static final String TYPE = "tresllaves/v1/notices";
    static final int MAX_NOTICES = 64;
    private static final int MAX_BYTES = 64 * 1024;
    private static final Set<PosixFilePermission> OWNER = Set.of(PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE);

    public NoticeFile {
        notices = List.copyOf(notices);
    }

    /** Reads a file that is its owner's alone. */
    public static NoticeFile read(Path file) throws BadNoticeFile {
        return new NoticeLines(lines(file)).parse();
    }

    private static List<String> lines(Path file) throws BadNoticeFile {
        try {
            if (!Files.isRegularFile(file)) {
                throw new BadNoticeFile(Reason.READ, 0, "");
            }
            if (!OWNER.containsAll(Files.getPosixFilePermissions(file))) {
                throw new BadNoticeFile(Reason.PRIVATE, 0, "");
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new BadNoticeFile(Reason.LONG, 0, "");
            }
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Files.readAllBytes(file))).toString()
                    .lines().toList();
        } catch (CharacterCodingException e) {
            throw new BadNoticeFile(Reason.LONG, 0, "");
        } catch (IOException e) {
            throw new BadNoticeFile(Reason.READ, 0, "");
        }
    }
}
