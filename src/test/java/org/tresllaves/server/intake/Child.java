package org.tresllaves.server.intake;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.tresllaves.protocol.Bucket;
import org.tresllaves.protocol.Refused;
import org.tresllaves.server.intake.TestStore.Sent;

/** A store in a process of its own, to be killed or starved. Says on stdout what it would answer to a client, once it may say so. */
final class Child {
    static final int FLOOD = 400;

    private Child() {
    }

    /** The one report that is sent in these tests. */
    static Sent report() {
        return Sent.of(Bucket.MIB_4, new Random(99), new byte[0]);
    }

    public static void main(String[] args) throws Exception {
        try (TestStore store = new TestStore(Path.of(args[1]))) {
            say("open");
            if (args[0].equals("upload")) {
                upload(store, new DataInputStream(System.in));
            } else if (System.in.read() == 'g') {
                flood(store);
            }
        }
    }

    /** Takes commands: 'a' announce, 's' k and a segment's bytes, 'c' commit. */
    private static void upload(TestStore store, DataInputStream in) throws IOException, Refused {
        Sent report = report();
        for (int command = in.read(); command >= 0; command = in.read()) {
            switch (command) {
                case 'a' -> store.announce(report);
                case 's' -> {
                    int k = in.read();
                    store.intake.put(report.eid(), k, report.digest(k), new Bounded(in, 1 << 20));
                }
                default -> store.commit(report);
            }
            say("done " + (char) command);
        }
    }

    /** Small reports that come and are taken back, so that the log grows and nothing else, until the disk is full for it; and on. */
    private static void flood(TestStore store) {
        try (ExecutorService clients = Executors.newFixedThreadPool(3)) {
            for (int i = 0; i < FLOOD; i++) {
                int number = i;
                clients.submit(() -> visit(store, number));
            }
        }
    }

    private static void visit(TestStore store, int number) {
        Sent report = Sent.of(Bucket.KIB_64, new Random(number), new byte[0]);
        try {
            store.submit(report);
            say("accepted " + number);
            store.intake.withdraw(report.eid(), report.w(), eid -> false);
            say("withdrawn " + number);
        } catch (IOException e) {
            say("failed " + number);
        } catch (Refused e) {
            say("refused " + number);
        }
    }

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    /** So many bytes of a stream, and then its end. */
    private static final class Bounded extends InputStream {
        private final InputStream in;
        private int left;

        Bounded(InputStream in, int left) {
            this.in = in;
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int at, int length) throws IOException {
            int read = left == 0 ? -1 : in.read(bytes, at, Math.min(length, left));
            left -= Math.max(0, read);
            return read;
        }
    }
}
