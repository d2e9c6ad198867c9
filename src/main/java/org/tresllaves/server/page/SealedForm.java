package org.tresllaves.server.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.tresllaves.crypto.Derive;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Header;
import org.tresllaves.protocol.Label;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Refusal;
import org.tresllaves.protocol.Refused;
import org.tresllaves.protocol.SealedFile;
import org.tresllaves.server.db.DiskFull;
import org.tresllaves.server.intake.Intake;

/**
 * Takes a sealed file from a browser that runs no scripts: the three steps of an upload in one call, each by the intake itself, and a page for an answer
 * (spec: page, "Without scripts").
 */
@RestController
public final class SealedForm {
    private final Intake intake;
    private final Answers answers;
    private final ToIntFunction<Refusal> statuses;
    private final long longest;

    /** {@code longest} is the largest envelope's length: so much of a refused body is read before the answer. */
    public SealedForm(Intake intake, ToIntFunction<Refusal> statuses, long longest) throws IOException {
        this.intake = intake;
        this.answers = Answers.load();
        this.statuses = statuses;
        this.longest = longest;
    }

    @PostMapping("/sealed")
    void take(HttpServletRequest request, HttpServletResponse response) throws IOException {
        InputStream body = request.getInputStream();
        Optional<Refusal> refusal = refusal(Optional.ofNullable(request.getContentType()).orElse(""), body);
        if (refusal.isPresent()) {
            // A browser that is still sending would show a broken connection instead of the answer.
            body.skip(longest);
        }
        byte[] page = refusal.map(answers::refused).orElseGet(answers::recorded);
        response.setStatus(refusal.map(statuses::applyAsInt).orElse(HttpServletResponse.SC_OK));
        response.setContentType(Answers.TYPE);
        response.setContentLength(page.length);
        response.getOutputStream().write(page);
    }

    private Optional<Refusal> refusal(String contentType, InputStream body) throws IOException {
        try {
            FormBody form = FormBody.open(contentType, body);
            take(form);
            return Optional.empty();
        } catch (Refused e) {
            return Optional.of(e.refusal());
        } catch (DiskFull e) {
            return Optional.of(Refusal.FULL);
        } catch (Malformed e) {
            return Optional.of(Refusal.MALFORMED);
        }
    }

    private void take(FormBody form) throws IOException, Malformed, Refused {
        InputStream in = form.file();
        SealedFile file = start(in);
        Header.Prefix prefix = prefix(in);
        intake.announce(prefix.eid(), file.bucket(), prefix.rosterHash());
        for (int k = 0; k < file.digests().size(); k++) {
            intake.put(prefix.eid(), k, file.digests().get(k), new Window(in, file.bucket().segmentLength()));
        }
        form.end();
        Hash envelopeHash = Derive.h(Label.ENVELOPE, file.digests().stream().map(Hash::bytes).toArray(byte[][]::new));
        intake.commit(prefix.eid(), envelopeHash, file.rtag());
    }

    private static SealedFile start(InputStream in) throws IOException, Malformed {
        byte[] start = in.readNBytes(SealedFile.START);
        byte[] rest = in.readNBytes(SealedFile.length(SealedFile.bucket(start)) - start.length);
        return SealedFile.parse(Derive.concat(start, rest));
    }

    /** Looks at the envelope's own start without taking it. */
    private static Header.Prefix prefix(InputStream in) throws IOException, Refused {
        in.mark(Header.Prefix.LENGTH);
        byte[] bytes = in.readNBytes(Header.Prefix.LENGTH);
        in.reset();
        try {
            return Header.Prefix.parseStart(bytes);
        } catch (Malformed e) {
            throw new Refused(Refusal.REFUSED);
        }
    }
}
