package org.tresllaves.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.tresllaves.protocol.Card;
import org.tresllaves.protocol.Malformed;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code admit}: lets people of the panel in to the docket's onion service, by the key on their cards. */
@Command(name = "admit")
final class Admit implements Callable<Integer> {
    private static final int LONGEST = 64 * 1024;

    @Mixin
    Place place = new Place();

    @Parameters(arity = "1..*", paramLabel = "${bundle:label.card}", descriptionKey = "option.card")
    List<Path> cards = List.of();

    @Override
    public Integer call() throws Exception {
        place.checkMade();
        Admitted admitted = new Admitted(place.data);
        for (Path file : cards) {
            Card card = read(file);
            admitted.add(card);
            System.out.println(card.name().text());
        }
        System.err.println(Texts.get("admit.done"));
        return 0;
    }

    private static Card read(Path file) throws IOException, Main.Stop {
        if (Files.size(file) > LONGEST) {
            throw new Main.Stop("error.card", file);
        }
        try {
            return Card.parse(Files.readString(file).strip());
        } catch (Malformed | java.nio.charset.CharacterCodingException e) {
            throw new Main.Stop("error.card", file);
        }
    }
}
