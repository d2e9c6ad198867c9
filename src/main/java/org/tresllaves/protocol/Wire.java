package org.tresllaves.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Reading and writing fixed big-endian layouts. A reader never reads past its end and is asked at the end that nothing is left. */
public final class Wire {
    private Wire() {
    }

    /** Reads fields in order; the first one that does not fit throws the flaw given for a short input. */
    public static final class Reader {
        private final ByteBuffer in;
        private final Flaw truncated;

        /** Reads from all of {@code bytes}; {@code truncated} is thrown when a field runs past the end. */
        public Reader(byte[] bytes, Flaw truncated) {
            this.in = ByteBuffer.wrap(bytes);
            this.truncated = truncated;
        }

        public int u8() throws Malformed {
            need(1);
            return in.get() & 0xff;
        }

        public int u16() throws Malformed {
            need(2);
            return in.getShort() & 0xffff;
        }

        public long u32() throws Malformed {
            need(4);
            return in.getInt() & 0xffffffffL;
        }

        public byte[] bytes(int length) throws Malformed {
            need(length);
            byte[] out = new byte[length];
            in.get(out);
            return out;
        }

        public Hash hash() throws Malformed {
            return Hash.of(bytes(Hash.LENGTH));
        }

        public Eid eid() throws Malformed {
            return Eid.of(bytes(Eid.LENGTH));
        }

        /** How many bytes were read so far. */
        public int position() {
            return in.position();
        }

        public int remaining() {
            return in.remaining();
        }

        /** Ends the record: anything left over is the flaw given. */
        public void end(Flaw trailing) throws Malformed {
            if (in.hasRemaining()) {
                throw new Malformed(trailing);
            }
        }

        private void need(int length) throws Malformed {
            if (length < 0 || in.remaining() < length) {
                throw new Malformed(truncated);
            }
        }
    }

    /** Writes fields in order. Values out of range are a bug of the caller. */
    public static final class Writer {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        public Writer u8(int value) {
            range(value, 0xff);
            out.write(value);
            return this;
        }

        public Writer u16(int value) {
            range(value, 0xffff);
            out.write(value >>> 8);
            out.write(value);
            return this;
        }

        public Writer u32(long value) {
            range(value, 0xffffffffL);
            for (int shift = 24; shift >= 0; shift -= 8) {
                out.write((int) (value >>> shift));
            }
            return this;
        }

        public Writer bytes(byte[] value) {
            out.writeBytes(value);
            return this;
        }

        public Writer hash(Hash value) {
            return bytes(value.bytes());
        }

        public Writer eid(Eid value) {
            return bytes(value.bytes());
        }

        public byte[] toBytes() {
            return out.toByteArray();
        }

        private static void range(long value, long max) {
            if (value < 0 || value > max) {
                throw new IllegalArgumentException("out of range: " + value);
            }
        }
    }
}
