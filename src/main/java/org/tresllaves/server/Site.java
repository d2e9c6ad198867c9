package org.tresllaves.server;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.tresllaves.protocol.Roster;
import org.tresllaves.server.page.Bundle;
import org.tresllaves.server.page.Forms;
import org.tresllaves.server.page.Unfit;

/** What a server hands out besides answers to calls; an artifact built without one of them goes without. */
record Site(Optional<Bundle> page, Optional<Forms> forms) {
    /** The page built in, and the questionnaires of the settings or those built in. All of it is checked here, before anything listens. */
    static Site of(Settings settings) throws IOException, Unfit {
        return new Site(Bundle.shipped(),
                settings.forms().isPresent() ? Optional.of(Forms.in(settings.forms().get())) : Forms.shipped());
    }

    void register(ConfigurableListableBeanFactory beans) {
        page.ifPresent(bundle -> beans.registerSingleton("page", bundle));
        forms.ifPresent(all -> beans.registerSingleton("forms", all));
    }

    /** Whether a roster names the page, if there is one. */
    boolean isPageOf(Roster roster) {
        return page.isEmpty() || roster.pages().stream().anyMatch(listed -> listed.hash().equals(page.get().hash()));
    }

    /** Ids of questionnaires that a roster does not name as they are here: clients pass them over. */
    List<String> formsBeside(Roster roster) {
        return forms.stream().flatMap(all -> all.listed().stream()).filter(form -> !roster.forms().contains(form))
                .map(Roster.Listed::id).toList();
    }
}
