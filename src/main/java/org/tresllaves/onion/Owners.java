package org.tresllaves.onion;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who may stand behind a control port and name its cookie: root, ourselves, and whoever owns the port's unix socket, if only that user could have put it
 * there. Everybody else on this machine may bind a port and name a file of their own.
 */
final class Owners {
    private final Set<UserPrincipal> trusted;
    private final boolean vouched;

    private Owners(Set<UserPrincipal> trusted, boolean vouched) {
        this.trusted = Set.copyOf(trusted);
        this.vouched = vouched;
    }

    static Owners of(TorPort port) {
        Set<UserPrincipal> trusted = new HashSet<>();
        for (String name : List.of("root", System.getProperty("user.name", ""))) {
            try {
                trusted.add(FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(name));
            } catch (IOException | UnsupportedOperationException e) {
                // No such user here.
            }
        }
        Optional<UserPrincipal> owner = port instanceof TorPort.Unix unix
                ? owner(unix.path(), trusted)
                : Optional.empty();
        owner.ifPresent(trusted::add);
        return new Owners(trusted, owner.isPresent());
    }

    /** The socket's owner, if it is one of these or the only one who could have put it there. */
    private static Optional<UserPrincipal> owner(Path socket, Set<UserPrincipal> trusted) {
        try {
            Path real = socket.toRealPath();
            UserPrincipal owner = owner(real);
            boolean alone = trusted.contains(owner) || owner.equals(owner(folder(real)));
            return alone && !open(folder(real), PosixFilePermission.OTHERS_WRITE)
                    ? Optional.of(owner)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether the port is a unix socket that nobody else could have put there. */
    boolean vouched() {
        return vouched;
    }

    /** Whether a file, given by its real path, is a secret of one of them, in a folder where nobody else can put another in its place. */
    boolean keep(Path real) throws IOException {
        return trusted.contains(owner(real)) && trusted.contains(owner(folder(real)))
                && !open(real, PosixFilePermission.OTHERS_READ) && !open(real, PosixFilePermission.OTHERS_WRITE)
                && !open(folder(real), PosixFilePermission.OTHERS_WRITE);
    }

    private static Path folder(Path real) throws IOException {
        Path folder = real.getParent();
        if (folder == null) {
            throw new IOException("a root is no file");
        }
        return folder;
    }

    private static UserPrincipal owner(Path path) throws IOException {
        return Files.getOwner(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** Systems without these permissions have profiles that nobody else can read or write. */
    private static boolean open(Path path, PosixFilePermission permission) throws IOException {
        var view = Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        return view != null && view.readAttributes().permissions().contains(permission);
    }
}
