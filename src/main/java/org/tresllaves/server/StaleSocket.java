package org.tresllaves.server;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** The file of a unix socket outlives a server that was killed, and would keep the next one from starting. */
final class StaleSocket {
    private StaleSocket() {
    }

    /** Deletes a socket's file that nobody listens behind. A live socket, and any other kind of file, is left alone and refused. */
    static void remove(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Object type = Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        boolean socket = type instanceof Integer mode && (mode & 0170000) == 0140000;
        if (!socket || answers(path)) {
            throw new FileAlreadyExistsException(path.toString());
        }
        Files.delete(path);
    }

    private static boolean answers(Path path) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            return channel.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
