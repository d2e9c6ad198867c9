package org.tresllaves.cli;

import java.io.IOException;
import java.util.List;
import org.tresllaves.client.Address;
import org.tresllaves.client.Page;
import org.tresllaves.client.Purpose;
import org.tresllaves.client.Server;
import org.tresllaves.client.Untrue;
import org.tresllaves.protocol.Refused;
import org.tresllaves.tlog.RosterChain;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code verify page}: whether a server hands out the page that the panel's roster names, byte for byte. */
@Command(name = "page")
final class VerifyPage extends Verb {
    @Parameters(index = "0", paramLabel = "${bundle:label.address}", descriptionKey = "option.server")
    private String server = "";

    @Mixin
    private TorOption tor = new TorOption();

    @Option(names = "--panel", paramLabel = "${bundle:label.panel}", descriptionKey = "option.panel")
    private String panel = "";

    VerifyPage(Run run) {
        super(run);
    }

    @Override
    void act() throws Stop, IOException, Refused, Untrue, Address.Unusable {
        AtServer at = AtServer.of(server, panel, tor);
        RosterChain chain = at.rosters(run);
        RosterChain.Link link = chain.current(run.clock().instant()).orElse(chain.last());
        try (Server visit = at.connect(run, Purpose.VISIT)) {
            List<Page.Finding> findings = Page.check(visit, chain, link.roster());
            for (Page.Finding finding : findings) {
                String said = finding.difference().map(difference -> "verify.page." + difference.name())
                        .orElse("verify.page.SAME");
                run.print(run.texts().text(said, finding.path()));
            }
            if (findings.stream().anyMatch(finding -> finding.difference().isPresent())) {
                throw new Stop(Problem.NOT_VERIFIED, run.texts().text("verify.page-differs"));
            }
            run.say("verify.page-same", findings.size() - 1);
        }
    }
}
