package org.tresllaves.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tresllaves.protocol.Dealt;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Rule;
import org.tresllaves.vectors.Vector;

class DealingVectorTest {
    @Test
    void theGeneratorWritesTheCommittedVectors() throws IOException {
        assertThat(DealingVectors.all()).isEqualTo(Vector.all("dealing"));
    }

    @Test
    void everyVectorHolds() throws IOException {
        Vector.all("dealing")
                .forEach((name, vector) -> assertThat(outcome(vector)).as(name).isEqualTo(vector.expect()));
    }

    private static String outcome(Vector vector) {
        try {
            if (vector.in().containsKey("n")) {
                Dealt.parse(vector.bytes("wire"), vector.number("n"));
                return "OK";
            }
            return vector.in().containsKey("seeds") ? deals(vector) : recovers(vector);
        } catch (Malformed e) {
            return e.flaw().name();
        }
    }

    private static String deals(Vector vector) throws Malformed {
        Rule rule = rule(vector);
        Hash tag = Hash.of(vector.bytes("tag"));
        Dealt dealt = Dealing.deal(tag, rule, Secret.taking(vector.bytes("message")),
                Secret.taking(vector.bytes("coins")),
                vector.number("excluded"), vector.list("public_keys"));
        assertThat(vector.out()).containsEntry("wire", hex(dealt.encode())).containsEntry("a", hex(rule.encode()))
                .containsEntry("j", dealt.j().hex()).containsEntry("c", hex(dealt.c()))
                .containsEntry("p", Sharing.publicHash(rule, dealt).hex());
        assertThat(Dealt.parse(dealt.encode(), rule.members())).isEqualTo(dealt);
        List<byte[]> seeds = vector.list("seeds");
        List<String> shares = new java.util.ArrayList<>();
        for (int i = 1; i <= rule.members(); i++) {
            shares.add(hex(Capsule.open(Secret.taking(seeds.get(i - 1)), tag, rule, dealt, i).orElseThrow().reveal()));
        }
        assertThat(vector.out()).containsEntry("shares", shares);
        return "OK";
    }

    private static String recovers(Vector vector) throws Malformed {
        Rule rule = rule(vector);
        Hash tag = Hash.of(vector.bytes("tag"));
        Dealt dealt = Dealt.parse(vector.bytes("wire"), rule.members());
        Map<Integer, Secret> shares = new HashMap<>();
        for (int i = 0; i < vector.numbers("members").length; i++) {
            shares.put(vector.numbers("members")[i], Secret.taking(vector.list("shares").get(i)));
        }
        Optional<Recovered> recovered = Recovery.recover(tag, rule, dealt, shares);
        if (recovered.isEmpty()) {
            return Audit.Verdict.NOT_RECOVERABLE.name();
        }
        Audit audit = Audit.of(tag, rule, vector.numbers("exclude"), recovered.get(), dealt,
                vector.list("public_keys"));
        assertThat(vector.out()).containsEntry("message", hex(recovered.get().message().reveal()))
                .containsEntry("coins", hex(recovered.get().coins().reveal()))
                .containsEntry("excluded", recovered.get().excluded()).containsEntry("malformed", audit.malformed());
        return audit.verdict().name();
    }

    private static Rule rule(Vector vector) {
        int[] benchOf = vector.numbers("bench_of");
        return new Rule(benchOf.length, vector.numbers("thresholds"), benchOf);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
