package org.tresllaves.server;

import java.util.concurrent.Callable;
import org.tresllaves.server.ledger.ServerKeys;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code grow}: adds room for reports to a server that is not running. What is there stays where it is. */
@Command(name = "grow")
final class Grow implements Callable<Integer> {
    @Mixin
    Place place = new Place();

    @Option(names = "--capacity", paramLabel = "${bundle:label.size}", descriptionKey = "option.capacity", required = true)
    String capacity = "";

    @Override
    public Integer call() throws Exception {
        place.checkMade();
        long room = Largest.bytes(capacity).orElseThrow(() -> new Main.Stop("error.size", capacity));
        try (ServerKeys keys = ServerKeys.read(place.key)) {
            Room.make(place.data, keys, room);
        }
        System.err.println(Texts.get("grow.done", capacity));
        return 0;
    }
}
