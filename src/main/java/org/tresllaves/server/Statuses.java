package org.tresllaves.server;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.tresllaves.protocol.Refusal;

/** The one place where a refusal becomes a status, and the one shape of every answer that is not 2xx (spec: api). */
final class Statuses {
    static final String TYPE = "text/plain;charset=us-ascii";
    /** A 401 has to name a scheme (RFC 9110). */
    static final String AUTHENTICATE = "WWW-Authenticate";
    static final String BEARER = "Bearer";

    private Statuses() {
    }

    static int of(Refusal refusal) {
        return switch (refusal) {
            case MALFORMED -> 400;
            case LOGIN -> 401;
            case UNKNOWN -> 404;
            case USED -> 409;
            case ROSTER -> 410;
            case LARGE -> 413;
            case REFUSED -> 422;
            case BUSY -> 429;
            case LATER -> 503;
            case FULL -> 507;
        };
    }

    /** What a status chosen by the HTTP server itself (a malformed request, a header too long) is told as. */
    static Refusal ofHttp(int status) {
        return switch (status) {
            case 401, 403, 404, 405 -> Refusal.LOGIN;
            case 413, 414, 431 -> Refusal.LARGE;
            case 429 -> Refusal.BUSY;
            default -> status >= 500 && status != 501 && status != 505 ? Refusal.LATER : Refusal.MALFORMED;
        };
    }

    /** Writes a refusal. A response already under way is cut off instead: half an answer must not look whole. */
    static void refuse(HttpServletResponse response, Refusal refusal) throws IOException {
        if (response.isCommitted()) {
            throw new IOException("cut off");
        }
        response.resetBuffer();
        response.setStatus(of(refusal));
        if (refusal == Refusal.LOGIN) {
            response.setHeader(AUTHENTICATE, BEARER);
        }
        response.setContentType(TYPE);
        response.setContentLength(Refusal.LENGTH);
        response.getOutputStream().write(refusal.body());
    }
}
