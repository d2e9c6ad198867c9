package org.tresllaves.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.tresllaves.client.Address;
import org.tresllaves.client.Purpose;
import org.tresllaves.client.Server;
import org.tresllaves.client.Untrue;
import org.tresllaves.client.Upload;
import org.tresllaves.protocol.Bucket;
import org.tresllaves.protocol.Promise;
import org.tresllaves.protocol.Refused;
import org.tresllaves.source.Addressee;
import org.tresllaves.source.CannotSeal;
import org.tresllaves.source.Composer;
import org.tresllaves.source.Draft;
import org.tresllaves.source.SealedReport;
import org.tresllaves.source.SourceSecrets;
import org.tresllaves.tlog.Policy;
import org.tresllaves.tlog.RosterChain;

/** Seals a draft here and brings it to the server, however often the way breaks. */
final class Sending {
    private final Run run;
    private final AtServer at;
    private final RosterChain chain;

    Sending(Run run, AtServer at, RosterChain chain) {
        this.run = run;
        this.at = at;
        this.chain = chain;
    }

    /** What has to happen between the server's yes and the first byte: the source writes its words down. */
    @FunctionalInterface
    interface Before {
        void run() throws Stop, IOException;
    }

    /** The roster to seal to now. */
    RosterChain.Link roster() throws Stop {
        return chain.usable(run.clock().instant()).orElseThrow(() -> new Stop(Problem.ROSTER_EXPIRED));
    }

    Promise send(Draft draft, SourceSecrets secrets, Before before)
            throws Stop, IOException, Refused, Untrue, Address.Unusable {
        RosterChain.Link link = roster();
        try (SealedReport sealed = seal(draft, Addressee.of(chain, link), secrets);
                Server server = at.connect(run, Purpose.REPORT)) {
            run.say("send.sealed", run.texts().size(sealed.bucket().length()), run.texts().size(sealed.room()));
            Upload upload = new Upload(server, run.pause(), new Shown());
            upload.announce(sealed);
            before.run();
            return upload.send(sealed, chain.panelId(), link.policy().log(Policy.Origin.INTAKE));
        }
    }

    /** Seals into a file that somebody else can send; it appears once the words are written down. */
    void write(Draft draft, SourceSecrets secrets, Before before, Path out) throws Stop, IOException {
        try (Output output = Output.to(out);
                SealedReport sealed = seal(draft, Addressee.of(chain, roster()), secrets)) {
            run.say("send.sealed", run.texts().size(sealed.bucket().length()), run.texts().size(sealed.room()));
            before.run();
            sealed.write(output.stream());
            output.keep();
        }
    }

    private SealedReport seal(Draft draft, Addressee to, SourceSecrets secrets) throws Stop, IOException {
        ProgressBar bar = new ProgressBar(run.terminal(), run.texts(), run.texts().text("send.sealing"));
        try {
            Composer composer = new Composer(run.random(), Path.of(System.getProperty("java.io.tmpdir", ".")),
                    Bucket.GIB_1);
            return composer.seal(draft, to, secrets, (done, total) -> {
                synchronized (bar) {
                    bar.show(done, total);
                }
            });
        } catch (CannotSeal e) {
            throw problem(e);
        } finally {
            bar.done();
        }
    }

    private Stop problem(CannotSeal e) {
        return switch (e.reason()) {
            case TEXT_TOO_LONG -> new Stop(Problem.TEXT_TOO_LONG, org.tresllaves.protocol.Manifest.MAX);
            case IDENTITY_TOO_LONG -> new Stop(Problem.TEXT_TOO_LONG, org.tresllaves.protocol.IdentityText.MAX);
            case TOO_LARGE -> new Stop(Problem.FILES_TOO_LARGE, run.texts().size(Bucket.GIB_1.length()));
            case TOO_MANY_FILES -> new Stop(Problem.FILES_TOO_MANY, org.tresllaves.protocol.Manifest.MAX_FILES);
            case NOT_A_FILE -> new Stop(Problem.FILE_UNREADABLE, e.about());
            case FILE_NAME -> new Stop(Problem.FILE_NAME, e.about());
            case FILE_CHANGED -> new Stop(Problem.FILE_CHANGED, e.about());
            case CONTENT -> new Stop(Problem.FILE_FORMAT, "", e.about());
            case NOBODY -> new Stop(Problem.PERSON_UNKNOWN, e.about());
            case EXCLUSION_NOT_OFFERED -> new Stop(Problem.EXCLUSION_IMPOSSIBLE);
            case TOO_MANY_EXCLUDED -> new Stop(Problem.TOO_MANY_EXCLUDED, e.about());
        };
    }

    /** The upload's bar; a break is said once per wait. */
    private final class Shown implements Upload.Progress {
        private final ProgressBar bar = new ProgressBar(run.terminal(), run.texts(), run.texts().text("send.sending"));

        @Override
        public void at(long done, long total) {
            bar.show(done, total);
        }

        @Override
        public void broke(int attempt, Duration wait) {
            run.say("send.broke", wait.toSeconds());
        }
    }
}
