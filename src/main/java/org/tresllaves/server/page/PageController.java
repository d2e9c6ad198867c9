package org.tresllaves.server.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.tresllaves.protocol.OfflineBlock;
import org.tresllaves.protocol.PageListing;
import org.tresllaves.protocol.Refusal;
import org.tresllaves.protocol.Refused;
import org.tresllaves.server.ledger.Rosters;

/** The page's files (spec: page, "How it is served"). No answer depends on anything but the path, and the offline page on the chain. */
@RestController
public final class PageController {

    private final Optional<Bundle> bundle;
    private final Optional<Forms> forms;
    private final Rosters rosters;
    private volatile Offline offline = new Offline(new byte[0], new byte[0]);

    /** Without a bundle there is no page: then no filter lets anybody this far but to the listing. */
    public PageController(Optional<Bundle> bundle, Optional<Forms> forms, Rosters rosters) {
        this.bundle = bundle;
        this.forms = forms;
        this.rosters = rosters;
    }

    /** The offline page compressed with the chain it was made for. */
    private record Offline(byte[] chain, byte[] gzip) {
    }

    /** Which of these paths exist is the chain of filters' to say: it knows the listing, and refuses every other. */
    @GetMapping({"/", "/{name}"})
    void file(HttpServletRequest request, HttpServletResponse response) throws IOException, Refused {
        String path = request.getRequestURI();
        if (path.equals(PageListing.OFFLINE)) {
            response.setHeader("Content-Disposition", PageListing.SAVE);
            write(response, new Bundle.Served(PageListing.Media.HTML, offline()));
            return;
        }
        // The framework matches what a path decodes to; a path of ours has one spelling.
        write(response, bundle.flatMap(page -> page.at(path)).orElseThrow(() -> new Refused(Refusal.MALFORMED)));
    }

    @GetMapping("/v1/page")
    byte[] listing() throws Refused {
        return bundle().text();
    }

    /** Always all of them: nobody sees which one a source looks at. */
    @GetMapping("/v1/forms")
    void forms(HttpServletResponse response) throws IOException, Refused {
        byte[] gzip = forms.orElseThrow(() -> new Refused(Refusal.LOGIN)).gzip();
        response.setContentType("application/octet-stream");
        compressed(response, gzip);
    }

    private Bundle bundle() throws Refused {
        return bundle.orElseThrow(() -> new Refused(Refusal.LOGIN));
    }

    private byte[] offline() throws Refused {
        if (rosters.chain().isEmpty()) {
            throw new Refused(Refusal.LATER);
        }
        byte[] chain = rosters.framed();
        Offline last = offline;
        if (!Arrays.equals(last.chain(), chain)) {
            last = new Offline(chain, Bundle.gzip(bundle().offline(), OfflineBlock.of(chain)));
            offline = last;
        }
        return last.gzip();
    }

    private static void write(HttpServletResponse response, Bundle.Served served) throws IOException {
        response.setHeader("Content-Security-Policy", PageListing.POLICY);
        response.setContentType(served.media().type());
        compressed(response, served.gzip());
    }

    private static void compressed(HttpServletResponse response, byte[] gzip) throws IOException {
        response.setHeader("Content-Encoding", "gzip");
        response.setContentLength(gzip.length);
        response.getOutputStream().write(gzip);
    }
}
