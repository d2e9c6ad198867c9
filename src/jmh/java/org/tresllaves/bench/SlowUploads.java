package org.tresllaves.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.tresllaves.protocol.Eid;

/** Keeps many uploads open, each as slow as the server bears, and reads the server's memory: {@code SlowUploads PORT COUNT SECONDS PID}. */
public final class SlowUploads {
    private SlowUploads() {
    }

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[0]);
        int count = Integer.parseInt(args[1]);
        int seconds = Integer.parseInt(args[2]);
        SmallReports panel = SmallReports.of(port);
        SecureRandom random = new SecureRandom();
        List<Wire> open = new ArrayList<>();
        int refused = 0;
        String digest = "Content-Digest: sha-256=:" + Base64.getEncoder().encodeToString(new byte[32]) + ":\r\n";
        for (int i = 0; i < count; i++) {
            byte[] eid = new byte[16];
            random.nextBytes(eid);
            Wire wire = new Wire(port);
            if (wire.call("POST", "/v1/upload/" + Eid.of(eid).hex(), "", panel.opening()).status() != 200) {
                refused++;
                wire.close();
                continue;
            }
            wire.head("PUT", "/v1/upload/" + Eid.of(eid).hex() + "/0", digest, 1 << 20);
            wire.trickle(panel.prefix(eid));
            open.add(wire);
        }
        int dropped = trickle(open, seconds);
        String memory = Files.readAllLines(Path.of("/proc", args[3], "status")).stream()
                .filter(line -> line.startsWith("VmRSS") || line.startsWith("VmHWM"))
                .map(line -> line.replaceAll("\\s+", " "))
                .reduce("", (a, b) -> a + (a.isEmpty() ? "" : ", ") + b);
        System.out.printf("%d slow uploads open, %d refused, %d dropped in %d s: server %s%n", open.size(), refused,
                dropped, seconds, memory);
        for (Wire wire : open) {
            wire.close();
        }
    }

    /** A kilobyte a second each. */
    private static int trickle(List<Wire> open, int seconds) throws InterruptedException {
        byte[] part = new byte[1024];
        java.util.Set<Wire> dropped = new java.util.HashSet<>();
        for (int second = 0; second < seconds; second++) {
            for (Wire wire : open) {
                try {
                    wire.trickle(part);
                } catch (java.io.IOException e) {
                    dropped.add(wire);
                }
            }
            Thread.sleep(1000);
        }
        return dropped.size();
    }
}
