package org.tresllaves.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.tresllaves.client.Address;
import org.tresllaves.client.Untrue;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Refused;
import picocli.CommandLine.Mixin;

/** A verb of somebody of the panel: opens the key file, logs in, works, logs out. */
abstract class DeskVerb extends Verb {
    @Mixin
    private AtServer at = new AtServer();

    @Mixin
    private Keys key = new Keys();

    @Mixin
    private TorKey tor = new TorKey();

    DeskVerb(Run run) {
        super(run);
    }

    /** The key file of this person. */
    final Path keyFile() {
        return key.file;
    }

    abstract void work(Desk desk, Keys.Unlocked keys)
            throws Stop, IOException, Refused, Untrue, Malformed, org.tresllaves.panel.Refused;

    @Override
    final void act()
            throws Stop, IOException, Refused, Untrue, Address.Unusable, Malformed, org.tresllaves.panel.Refused {
        try (Keys.Unlocked keys = key.unlock(run)) {
            KeptApproval.forget(key.file, run.today());
            tor.give(run, at.address(), keys.keys());
            try (Desk desk = Desk.open(run, at, keys.keys())) {
                work(desk, keys);
            }
        }
    }
}
