package org.tresllaves.server.intake;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.tresllaves.protocol.Bucket;
import org.tresllaves.server.intake.TestStore.Sent;

/** Reports of 64 KiB a second, 64 clients, without HTTP: {@code java ... Throughput <directory> <reports>}. Run by hand. */
final class Throughput {
    private static final int CLIENTS = 64;

    private Throughput() {
    }

    public static void main(String[] args) throws Exception {
        int reports = Integer.parseInt(args[1]);
        Path root = Files.createTempDirectory(Path.of(args[0]), "throughput");
        Random random = new Random(1);
        List<Sent> sent = IntStream.range(0, reports).mapToObj(i -> Sent.of(Bucket.KIB_64, random, new byte[0]))
                .toList();
        try (TestStore store = new TestStore(root, TestStore.Taken.REAL.capacity(new Capacity(reports + 500, 0, 0)))) {
            for (int round = 0; round < 2; round++) {
                int from = round * reports / 5;
                int to = round == 0 ? reports / 5 : reports;
                long start = System.nanoTime();
                run(store, sent.subList(from, to));
                double seconds = (System.nanoTime() - start) / 1e9;
                System.out.printf("%s: %d reports in %.2f s, %.0f a second%n", round == 0 ? "warm-up" : "measured", to
                        - from, seconds, (to - from) / seconds);
            }
        }
    }

    private static void run(TestStore store, List<Sent> sent) throws Exception {
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var done = IntStream.range(0, CLIENTS).mapToObj(client -> clients.submit(() -> {
                for (int i = client; i < sent.size(); i += CLIENTS) {
                    store.submit(sent.get(i));
                }
                return true;
            })).toList();
            for (var each : done) {
                each.get();
            }
        }
    }
}
