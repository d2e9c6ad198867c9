package org.tresllaves.server;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a server listens: a loopback port or a unix socket, one for everything or two, with the docket on a listener of its own. */
final class Where {
    @Option(names = "--port", paramLabel = "${bundle:label.port}", descriptionKey = "option.port")
    Optional<Integer> port = Optional.empty();

    @Option(names = "--socket", paramLabel = "${bundle:label.path}", descriptionKey = "option.socket")
    Optional<Path> socket = Optional.empty();

    @Option(names = "--docket-port", paramLabel = "${bundle:label.port}", descriptionKey = "option.docket-port")
    Optional<Integer> docketPort = Optional.empty();

    @Option(names = "--docket-socket", paramLabel = "${bundle:label.path}", descriptionKey = "option.docket-socket")
    Optional<Path> docketSocket = Optional.empty();

    /** One listener, or two. */
    Listen listen() throws Main.Stop {
        return docket().isPresent() ? two() : sources();
    }

    /** Two listeners, which two onion services need. */
    Listen.Two two() throws Main.Stop {
        return new Listen.Two(sources(), docket().orElseThrow(() -> new Main.Stop("error.two-listeners")));
    }

    private Listen.One sources() throws Main.Stop {
        return one(port, socket).orElseThrow(() -> new Main.Stop("error.where"));
    }

    private Optional<Listen.One> docket() throws Main.Stop {
        return one(docketPort, docketSocket);
    }

    private static Optional<Listen.One> one(Optional<Integer> port, Optional<Path> socket) throws Main.Stop {
        if (port.isPresent() && socket.isPresent()) {
            throw new Main.Stop("error.where");
        }
        try {
            return socket.<Listen.One>map(path -> new Listen.Socket(path.toAbsolutePath()))
                    .or(() -> port.map(Listen.Port::new));
        } catch (IllegalArgumentException e) {
            throw new Main.Stop("error.where");
        }
    }
}
