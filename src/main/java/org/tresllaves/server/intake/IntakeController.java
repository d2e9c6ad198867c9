package org.tresllaves.server.intake;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;
import org.tresllaves.protocol.Body;
import org.tresllaves.protocol.Bucket;
import org.tresllaves.protocol.Eid;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Refusal;
import org.tresllaves.protocol.Refused;
import org.tresllaves.server.ledger.Batches;

/** The calls of a source that sends or takes back a report (spec: upload), and the intake log's window. */
@RestController
public final class IntakeController {
    private static final int ANNOUNCEMENT = 1 + Hash.LENGTH;
    private static final int COMMIT = 2 * Hash.LENGTH;
    private static final int NO_CONTENT = 204;
    private static final int WITHDRAWAL = Eid.LENGTH + Hash.LENGTH;
    private static final String DIGEST_START = "sha-256=:";
    private static final Pattern DIGEST = Pattern.compile("sha-256=:[A-Za-z0-9+/]{43}=:");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,3}");

    private final Intake intake;
    private final Batches batches;
    private final Predicate<Eid> opened;

    /** {@code opened} says whether a quorum has opened a report: from then on it cannot be withdrawn. */
    public IntakeController(Intake intake, Batches batches, Predicate<Eid> opened) {
        this.intake = intake;
        this.batches = batches;
        this.opened = opened;
    }

    @PostMapping("/v1/upload/{eid}")
    void announce(@PathVariable("eid") String eid, HttpServletRequest request, HttpServletResponse response)
            throws IOException, Refused {
        byte[] body = Body.exactly(request.getInputStream(), ANNOUNCEMENT);
        Bucket bucket = Bucket.ofCode(body[0]).orElseThrow(() -> new Refused(Refusal.MALFORMED));
        send(intake.announce(eid(eid), bucket, Hash.of(Arrays.copyOfRange(body, 1, body.length))), response);
    }

    @PutMapping("/v1/upload/{eid}/{segment}")
    void put(@PathVariable("eid") String eid, @PathVariable("segment") String segment, HttpServletRequest request,
            HttpServletResponse response) throws IOException, Refused {
        intake.put(eid(eid), index(segment), digest(request.getHeader("Content-Digest")), request.getInputStream());
        response.setStatus(NO_CONTENT);
    }

    @PostMapping("/v1/upload/{eid}/commit")
    void commit(@PathVariable("eid") String eid, HttpServletRequest request, HttpServletResponse response)
            throws IOException, Refused {
        byte[] body = Body.exactly(request.getInputStream(), COMMIT);
        send(intake.commit(eid(eid), Hash.of(Arrays.copyOf(body, Hash.LENGTH)),
                Hash.of(Arrays.copyOfRange(body, Hash.LENGTH, COMMIT))), response);
    }

    @PostMapping("/v1/withdraw")
    void withdraw(HttpServletRequest request, HttpServletResponse response) throws IOException, Refused {
        byte[] body = Body.exactly(request.getInputStream(), WITHDRAWAL);
        intake.withdraw(Eid.of(Arrays.copyOf(body, Eid.LENGTH)),
                Hash.of(Arrays.copyOfRange(body, Eid.LENGTH, WITHDRAWAL)), opened);
        response.setStatus(NO_CONTENT);
    }

    /** What everybody is told before they choose files, instead of a refusal afterwards. */
    @GetMapping("/v1/largest")
    void largest(HttpServletResponse response) throws IOException {
        send(new byte[]{(byte) intake.largest().code()}, response);
    }

    @GetMapping("/v1/intake")
    void window(HttpServletResponse response) throws IOException {
        send(batches.window(), response);
    }

    private static void send(byte[] bytes, HttpServletResponse response) throws IOException {
        response.setContentType("application/octet-stream");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    private static Eid eid(String hex) throws Refused {
        require(ID.matcher(hex).matches());
        return Eid.of(HexFormat.of().parseHex(hex));
    }

    private static int index(String decimal) throws Refused {
        require(INDEX.matcher(decimal).matches());
        return Integer.parseInt(decimal);
    }

    /** RFC 9530, one algorithm, one spelling: {@code sha-256=:<44 characters of base64>:}. */
    private static Hash digest(@org.jspecify.annotations.Nullable String header) throws Refused {
        if (header == null || !DIGEST.matcher(header).matches()) {
            throw new Refused(Refusal.MALFORMED);
        }
        byte[] digest = Base64.getDecoder().decode(header.substring(DIGEST_START.length(), header.length() - 1));
        require((DIGEST_START + Base64.getEncoder().encodeToString(digest) + ":").equals(header));
        return Hash.of(digest);
    }

    private static void require(boolean holds) throws Refused {
        if (!holds) {
            throw new Refused(Refusal.MALFORMED);
        }
    }
}
