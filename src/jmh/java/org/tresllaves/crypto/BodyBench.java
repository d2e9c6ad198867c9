package org.tresllaves.crypto;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.tresllaves.protocol.Malformed;

/** The bulk of a report on one core, in memory: sealing and opening a body. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 2)
@Fork(1)
@NullUnmarked
public class BodyBench {
    @Param({"65536", "26214400"})
    public int bytes;

    private Cobblestone body;
    private byte[] plain;
    private byte[] sealed;

    @Setup
    public void prepare() {
        SeededRandom random = new SeededRandom("body");
        body = Cobblestone.of(random.secret(32), random.bytes(EnvelopeKeys.SALT), random.bytes(32));
        plain = new byte[bytes];
        sealed = body.seal(plain);
    }

    @Benchmark
    public byte[] seal() {
        return body.seal(plain);
    }

    @Benchmark
    public byte[] open() throws Malformed {
        return body.open(sealed);
    }
}
