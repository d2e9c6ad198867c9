package org.tresllaves.server.intake;

import org.tresllaves.protocol.Bucket;

/** How many slots of each size a chest has, or gets more of (design: data). */
public record Capacity(int small, int middle, int large) {
    public Capacity {
        if (small < 0 || middle < 0 || large < 0) {
            throw new IllegalArgumentException("a chest has no negative slots");
        }
    }

    /** Half of the bytes in slots of 1 MiB, a quarter each in slots of 256 and of 64 KiB; what does not fill a slot is left. */
    public static Capacity ofBytes(long bytes) {
        return new Capacity((int) (bytes / 4 / SlotSize.SMALL.length()), (int) (bytes / 4 / SlotSize.MIDDLE.length()),
                (int) (bytes / 2 / SlotSize.LARGE.length()));
    }

    int of(SlotSize size) {
        return switch (size) {
            case SMALL -> small;
            case MIDDLE -> middle;
            case LARGE -> large;
        };
    }

    /** Bytes of the chest's file. */
    public long bytes() {
        long bytes = 0;
        for (SlotSize size : SlotSize.values()) {
            bytes += (long) of(size) * size.length();
        }
        return bytes;
    }

    /** The three sizes of slots, those of segments. */
    enum SlotSize {
        SMALL(64 << 10), MIDDLE(256 << 10), LARGE(1 << 20);

        private final int length;

        SlotSize(int length) {
            this.length = length;
        }

        int length() {
            return length;
        }

        static SlotSize of(Bucket bucket) {
            return switch (bucket) {
                case KIB_64 -> SMALL;
                case KIB_256 -> MIDDLE;
                case MIB_1, MIB_4, MIB_16, MIB_64, MIB_256, GIB_1 -> LARGE;
            };
        }
    }
}
