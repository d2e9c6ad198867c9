package org.tresllaves.crypto;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
import org.tresllaves.protocol.Dealt;
import org.tresllaves.protocol.Rule;

/** Dealing to a panel, and recovering when all the shares that may be wrong are wrong and agree with their h. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 2)
@Fork(1)
@NullUnmarked
public class DealingBench {
    @Param({"5", "9"})
    public int members;

    private DealtCase good;
    private DealtCase bad;
    private Map<Integer, Secret> shares;
    private Map<Integer, Secret> badShares;

    /** One bench, a bare majority; the other shares are crafted. */
    @Setup
    public void prepare() {
        int threshold = members / 2 + 1;
        Rule rule = new Rule(members, new int[]{threshold}, new int[members]);
        good = DealtCase.of("bench" + members, rule, 0);
        shares = good.shares();
        bad = good;
        for (int member : IntStream.rangeClosed(1, members - threshold).toArray()) {
            bad = HostileDealingTest.withShare(bad, member, new SeededRandom("bad" + member).bytes(32));
        }
        badShares = new HashMap<>(bad.shares());
    }

    @Benchmark
    public Dealt deal() {
        return Dealing.deal(good.tag(), good.rule(), good.message(), good.coins(), 0, good.publicKeys());
    }

    @Benchmark
    public Optional<Recovered> recover() {
        return Recovery.recover(good.tag(), good.rule(), good.dealt(), shares);
    }

    @Benchmark
    public Optional<Recovered> recoverWithBadShares() {
        return Recovery.recover(bad.tag(), bad.rule(), bad.dealt(), badShares);
    }
}
