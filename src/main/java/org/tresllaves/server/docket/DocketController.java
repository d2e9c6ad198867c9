package org.tresllaves.server.docket;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;
import org.tresllaves.protocol.Body;
import org.tresllaves.protocol.Eid;
import org.tresllaves.protocol.Envelope;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Label;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Refusal;
import org.tresllaves.protocol.Refused;
import org.tresllaves.server.ledger.Rosters;
import org.tresllaves.tlog.RosterChain;
import org.tresllaves.tlog.SignedNote;

/** The docket's calls (spec: api). Who may make which is decided before they get here; the caller's name is its {@code who} in hex. */
@RestController
public final class DocketController {
    private static final String BYTES = "application/octet-stream";
    private static final int CREATED = 201;
    private static final int NO_CONTENT = 204;

    private final Docket docket;
    private final Rosters rosters;
    private final Reports reports;

    public DocketController(Docket docket, Rosters rosters, Reports reports) {
        this.docket = docket;
        this.rosters = rosters;
        this.reports = reports;
    }

    @GetMapping("/v1/rosters")
    void rosters(HttpServletResponse response) throws IOException {
        send(rosters.framed(), response);
    }

    @GetMapping("/v1/docket")
    void notes(HttpServletResponse response) throws IOException {
        send(docket.log().framed(), response);
    }

    @PostMapping("/v1/docket/note")
    void post(HttpServletRequest request, HttpServletResponse response, Principal caller)
            throws IOException, Refused, Malformed {
        byte[] note = Body.atMost(request.getInputStream(), SignedNote.MAX_NOTE);
        created(docket.post(note, who(caller)), response);
    }

    @PostMapping("/v1/docket/roster")
    void succeed(HttpServletRequest request, HttpServletResponse response) throws IOException, Refused, Malformed {
        SignedNote note = SignedNote.parse(Body.atMost(request.getInputStream(), SignedNote.MAX_NOTE));
        Hash hash = note.hash(Label.ROSTER);
        if (rosters.chain().flatMap(chain -> chain.of(hash)).isEmpty()) {
            add(note);
        }
        created(hash, response);
    }

    /** A roster that breaks the rules of succession is well formed and refused; its parser's flaws are malformed. */
    private void add(SignedNote note) throws IOException, Refused, Malformed {
        try {
            rosters.add(note.encode());
        } catch (Malformed e) {
            if (e.flaw() instanceof RosterChain.Flaw) {
                throw new Refused(Refusal.REFUSED);
            }
            throw e;
        }
    }

    private static void created(Hash hash, HttpServletResponse response) throws IOException {
        response.setStatus(CREATED);
        send(hash.bytes(), response);
    }

    @PutMapping("/v1/docket/bundle/{approve}/{reader}")
    void putBundle(@PathVariable("approve") String approve, @PathVariable("reader") String reader,
            HttpServletRequest request, HttpServletResponse response, Principal caller) throws IOException, Refused {
        docket.putBundle(name(approve, reader), who(caller), request.getInputStream(),
                request.getContentLengthLong());
        response.setStatus(NO_CONTENT);
    }

    @GetMapping("/v1/docket/bundle/{approve}/{reader}")
    void bundle(@PathVariable("approve") String approve, @PathVariable("reader") String reader,
            HttpServletResponse response, Principal caller) throws IOException, Refused {
        Bundles.Stored bundle = docket.bundle(name(approve, reader), who(caller));
        response.setContentType(BYTES);
        response.setContentLengthLong(bundle.length());
        bundle.writeTo(response.getOutputStream());
    }

    @GetMapping("/v1/docket/day-key/{batch}")
    void dayKey(@PathVariable("batch") String batch, HttpServletResponse response, Principal caller)
            throws IOException, Refused {
        send(found(reports.sealedDayKey(number(batch, 0xffffffffL), who(caller))), response);
    }

    @GetMapping("/v1/docket/envelope/{eid}/{segment}")
    void envelope(@PathVariable("eid") String eid, @PathVariable("segment") String segment,
            HttpServletResponse response) throws IOException, Refused {
        Eid id = Eid.of(hex(eid, Eid.LENGTH));
        send(segment.equals("digests") ? reports.digests(id) : reports.segment(id, (int) number(segment, 1023)),
                response);
    }

    private static void send(byte[] bytes, HttpServletResponse response) throws IOException {
        response.setContentType(BYTES);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    private static byte[] found(Optional<byte[]> bytes) throws Refused {
        return bytes.orElseThrow(() -> new Refused(Refusal.UNKNOWN));
    }

    private static Bundles.Name name(String approve, String reader) throws Refused {
        return new Bundles.Name(Hash.of(hex(approve, Hash.LENGTH)), (int) number(reader, Envelope.MAX_PEOPLE));
    }

    private static Hash who(Principal caller) {
        return Hash.of(HexFormat.of().parseHex(caller.getName()));
    }

    /** Lower-case hex of so many bytes: one spelling for each name. */
    private static byte[] hex(String text, int length) throws Refused {
        if (text.length() != 2 * length || !text.matches("[0-9a-f]*")) {
            throw new Refused(Refusal.MALFORMED);
        }
        return HexFormat.of().parseHex(text);
    }

    private static long number(String text, long max) throws Refused {
        if (!text.matches("0|[1-9][0-9]{0,9}") || Long.parseLong(text) > max) {
            throw new Refused(Refusal.MALFORMED);
        }
        return Long.parseLong(text);
    }
}
