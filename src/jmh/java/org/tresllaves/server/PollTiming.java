package org.tresllaves.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tresllaves.bench.Pairs;
import org.tresllaves.crypto.Derive;
import org.tresllaves.protocol.Bucket;

/** Whether time tells a poller what the server holds: pairs of calls over loopback, turn about, that must look alike. */
public final class PollTiming {
    private static final int WARM = 300;
    private static final int PAIRS = 1500;

    private PollTiming() {
    }

    private interface Call {
        Raw.Answer send() throws IOException;
    }

    public static void main(String[] args) throws Exception {
        Path dir = Files.createTempDirectory("poll");
        try (Trial empty = Trial.start(Files.createDirectory(dir.resolve("empty")), new Listen.Port(0));
                Trial full = Trial.start(Files.createDirectory(dir.resolve("full")), new Listen.Port(0))) {
            empty.grow(300, 0);
            full.grow(300, 0);
            int port = full.server().port();
            for (int i = 0; i < 256; i++) {
                Caller.of(full.chain(), Bucket.KIB_64, "report " + i).submit(port);
            }
            Caller known = Caller.of(full.chain(), Bucket.KIB_64, "report 7");
            Caller unknown = Caller.of(full.chain(), Bucket.KIB_64, "nobody's");
            measure("the window before publication: empty chest, 256 reports", () -> Raw.get(empty.server().port(),
                    "/v1/intake"), () -> Raw.get(port, "/v1/intake"));
            measure("withdrawal with a wrong w: unknown eid, known eid", () -> withdraw(port, unknown),
                    () -> withdraw(port, known));
            byte[] ana = full.who("Ana").bytes();
            measure("log-in: nobody on the roster, a member", () -> login(port, new byte[32]), () -> login(port, ana));
        } finally {
            try (Stream<Path> files = Files.walk(dir)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        System.exit(0);
    }

    private static Raw.Answer withdraw(int port, Caller caller) throws IOException {
        return Raw.call(port, "POST", "/v1/withdraw", Map.of(),
                Optional.of(Derive.concat(caller.eid().bytes(), new byte[32])));
    }

    private static Raw.Answer login(int port, byte[] who) throws IOException {
        return Raw.call(port, "POST", "/v1/login", Map.of(), Optional.of(who));
    }

    private static void measure(String what, Call one, Call other) throws IOException {
        List<Long> first = new ArrayList<>();
        List<Long> second = new ArrayList<>();
        for (int i = 0; i < WARM + PAIRS; i++) {
            long begin = System.nanoTime();
            Raw.Answer here = one.send();
            long middle = System.nanoTime();
            Raw.Answer there = other.send();
            long end = System.nanoTime();
            if (here.status() != there.status() || here.body().length != there.body().length) {
                throw new IllegalStateException(what + ": told apart without a clock");
            }
            if (i >= WARM) {
                first.add(middle - begin);
                second.add(end - middle);
            }
        }
        System.out.println(Pairs.row(what, first, second));
    }
}
