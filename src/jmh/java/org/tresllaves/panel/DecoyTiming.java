package org.tresllaves.panel;

import java.util.ArrayList;
import java.util.List;
import org.tresllaves.bench.Pairs;
import org.tresllaves.protocol.RequestNote;
import org.tresllaves.tlog.PanelNote;

/** Whether time tells an excluded member its decoy from a share: approvals of one report each, turn about. */
public final class DecoyTiming {
    private static final int WARM = 200;
    private static final int PAIRS = 1000;

    private DecoyTiming() {
    }

    public static void main(String[] args) throws Exception {
        List<Long> shares = new ArrayList<>();
        List<Long> decoys = new ArrayList<>();
        for (int i = 0; i < WARM + PAIRS; i++) {
            long share = approve(0);
            long decoy = approve(1);
            if (i >= WARM) {
                shares.add(share);
                decoys.add(decoy);
            }
        }
        System.out.println(Pairs.row("an approval: share, decoy", shares, decoys));
    }

    private static long approve(int excluded) throws Exception {
        OpeningCase c = OpeningCase.of(
                TestPanel.terms(3, TestPanel.bench("office", 2, 2, 1), TestPanel.bench("civil", 1, 1, 0)),
                TestPanel.seat("Ana", "office"), TestPanel.seat("Blas", "office"), TestPanel.seat("Caro", "office"),
                TestPanel.seat("Fito", "civil"), TestPanel.reader("Rita"), TestPanel.reader("Saul"));
        c.report("r", 5, 6, excluded);
        PanelNote<RequestNote> request = c.requestBatch("Rita", "Saul");
        long start = System.nanoTime();
        c.approveAll(request, "Ana");
        return System.nanoTime() - start;
    }
}
