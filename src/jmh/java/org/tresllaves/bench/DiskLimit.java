package org.tresllaves.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;

/**
 * What the disk below a directory allows, with nothing of ours in between: {@code DiskLimit DIR SECONDS}. Each line is measured with one file written
 * over in random places and forced to the disk.
 */
public final class DiskLimit {
    private static final int SLOT = 64 << 10;
    private static final int PAGE = 4 << 10;
    private static final int SLOTS = 4096;

    private DiskLimit() {
    }

    public static void main(String[] args) throws Exception {
        Path file = Files.createTempFile(Path.of(args[0]), "disk", ".bin");
        int seconds = Integer.parseInt(args[1]);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            byte[] noise = new byte[SLOT];
            SecureRandom random = new SecureRandom();
            for (int slot = 0; slot < SLOTS; slot++) {
                random.nextBytes(noise);
                channel.write(ByteBuffer.wrap(noise), (long) slot * SLOT);
            }
            channel.force(true);
            System.out.printf("| the disk: pages of 4 KiB, each forced on its own, a second | %.0f |%n",
                    rate(channel, random, PAGE, 1, seconds));
            System.out.printf("| the disk: slots of 64 KiB, each forced on its own, a second | %.0f |%n",
                    rate(channel, random, SLOT, 1, seconds));
            System.out.printf("| the disk: slots of 64 KiB, 32 at a time, a second | %.0f |%n",
                    rate(channel, random, SLOT, 32, seconds));
        } finally {
            Files.delete(file);
        }
    }

    private static double rate(FileChannel channel, SecureRandom random, int length, int group, int seconds)
            throws IOException {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        long start = System.nanoTime();
        long end = start + TimeUnit.SECONDS.toNanos(seconds);
        long done = 0;
        while (System.nanoTime() < end) {
            for (int i = 0; i < group; i++) {
                channel.write(ByteBuffer.wrap(bytes), (long) random.nextInt(SLOTS) * SLOT);
            }
            channel.force(false);
            done += group;
        }
        return done / ((System.nanoTime() - start) / 1e9);
    }
}
