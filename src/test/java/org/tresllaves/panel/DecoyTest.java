package org.tresllaves.panel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tresllaves.crypto.Capsule;
import org.tresllaves.crypto.Derive;
import org.tresllaves.crypto.Ed25519;
import org.tresllaves.crypto.Hpke;
import org.tresllaves.crypto.Release;
import org.tresllaves.crypto.Secret;
import org.tresllaves.protocol.Dealt;
import org.tresllaves.protocol.Header;

/**
 * An excluded member's own machine does for its decoy what others' do for a share: the same calls of the same methods, as the JVM itself counts them. Time is
 * not looked at here; {@code DecoyTiming} among the benchmarks measures it.
 */
class DecoyTest {
    private static final String COUNTED = Stream
            .of(Approval.class, Slot.class, Docket.class, RequestCheck.class, Capsule.class, Derive.class,
                    Ed25519.class,
                    Hpke.class, Release.class, Secret.class, Dealt.class, Header.class)
            .map(Class::getName).collect(Collectors.joining(";"));

    @TempDir
    Path dir;

    @Test
    void aDecoyIsReleasedByTheSameCallsAsAShare() throws Exception {
        Map<String, Integer> share = calls(approving(0, false));
        assertThat(share).containsKeys("org.tresllaves.crypto.Capsule.open", "org.tresllaves.crypto.Release.seal",
                "org.tresllaves.crypto.Hpke.open");
        assertThat(calls(approving(1, false))).as("Ana is excluded").isEqualTo(share);
        assertThat(calls(approving(1, true))).as("a count that sees another path").isNotEqualTo(share);
    }

    /** An approval by Ana, whom the report excludes or not, of a request for one report; its bytes may have been changed on the way. */
    private static Approving approving(int excluded, boolean changed) throws Exception {
        OpeningCase c = OpeningCase.of(
                TestPanel.terms(3, TestPanel.bench("office", 2, 2, 1), TestPanel.bench("civil", 1, 1, 0)),
                TestPanel.seat("Ana", "office"), TestPanel.seat("Blas", "office"), TestPanel.seat("Caro", "office"),
                TestPanel.seat("Fito", "civil"), TestPanel.reader("Rita"), TestPanel.reader("Saul"));
        c.report("r", 5, 6, excluded);
        if (changed) {
            c.change("r");
        }
        var request = c.requestBatch("Rita", "Saul");
        return () -> c.approveAll(request, "Ana");
    }

    private interface Approving {
        Map<String, OpeningCase.Vote> run() throws Exception;
    }

    /** How often each method ran while this ran. */
    private Map<String, Integer> calls(Approving approving) throws Exception {
        Path file = dir.resolve("calls.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.MethodTrace").with("filter", COUNTED).with("threshold", "0 ns").withoutStackTrace();
            recording.start();
            approving.run();
            recording.stop();
            recording.dump(file);
        }
        return counted(file);
    }

    private static Map<String, Integer> counted(Path file) throws IOException {
        Map<String, Integer> calls = new TreeMap<>();
        List<RecordedEvent> events = RecordingFile.readAllEvents(file);
        for (RecordedEvent event : events) {
            // Other tests may run beside this one.
            if (event.getEventType().getName().equals("jdk.MethodTrace")
                    && event.getThread().getJavaThreadId() == Thread.currentThread().threadId()) {
                RecordedMethod method = event.getValue("method");
                calls.merge(method.getType().getName() + "." + method.getName(), 1, Integer::sum);
            }
        }
        Files.delete(file);
        return calls;
    }
}
