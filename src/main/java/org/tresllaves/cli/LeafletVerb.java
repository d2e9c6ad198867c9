package org.tresllaves.cli;

import java.nio.file.Path;
import org.tresllaves.leaflet.Leaflet;
import org.tresllaves.onion.OnionAddress;
import org.tresllaves.tlog.RosterChain;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tresllaves leaflet}: a sheet to print and hand out, made from a signed roster, in the language of the command. */
@Command(name = "leaflet")
final class LeafletVerb extends Verb {
    @Parameters(paramLabel = "${bundle:label.roster}", descriptionKey = "option.leaflet-roster")
    private Path roster = Path.of("");

    @Option(names = "--onion", required = true, paramLabel = "${bundle:label.address}", descriptionKey = "option.leaflet-onion")
    private String onion = "";

    @Option(names = "--out", required = true, paramLabel = "${bundle:label.file}", descriptionKey = "option.leaflet-out")
    private Path out = Path.of("");

    LeafletVerb(Run run) {
        super(run);
    }

    @Override
    void act() throws Stop {
        RosterChain chain = RosterFile.chain(roster);
        Leaflet leaflet = new Leaflet(chain.last().roster(), chain.panelId(), address(),
                run.texts().locale().getLanguage());
        Output.write(out, leaflet.page());
        run.say("leaflet.written", out);
        Pin.lines(chain.panelId(), run.texts().locale().getLanguage()).forEach(run.terminal()::say);
        run.say("leaflet.check", leaflet.link());
    }

    /** The checksum inside the address is verified: a misprint on paper cannot be called back. */
    private OnionAddress address() throws Stop {
        String host = onion.strip().replaceFirst("^http://", "").replaceFirst("/$", "");
        return OnionAddress.parse(host).orElseThrow(() -> new Stop(Problem.ONION_WRONG, Letters.tameLine(onion)));
    }
}
