package org.tresllaves.server;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import org.eclipse.jetty.io.EofException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Refusal;
import org.tresllaves.protocol.Refused;
import org.tresllaves.server.db.DiskFull;

/** What a call failed with becomes a refusal here, and nowhere else. */
@RestControllerAdvice
final class Failures {
    private final Journal journal;

    Failures(Journal journal) {
        this.journal = journal;
    }

    @ExceptionHandler
    void refused(Refused refused, HttpServletResponse response) throws IOException {
        Statuses.refuse(response, refused.refusal());
    }

    /** Which rule was broken is for the caller's own client to find out: it has the same parser. */
    @ExceptionHandler
    void malformed(Malformed malformed, HttpServletResponse response) throws IOException {
        Statuses.refuse(response, Refusal.MALFORMED);
    }

    /** A charset nobody has, named in a Content-Type that no call of ours reads. */
    @ExceptionHandler({UnsupportedCharsetException.class, IllegalCharsetNameException.class})
    void charset(HttpServletResponse response) throws IOException {
        Statuses.refuse(response, Refusal.MALFORMED);
    }

    /** A caller who went away, or whom the server hung up on: nobody is left to be told, and nothing of ours failed. */
    @ExceptionHandler({EofException.class, AsyncRequestNotUsableException.class})
    void gone() {
        // nothing to do
    }

    /** Said to callers each time and to the operator once a run: how often somebody tried is nobody's business. */
    @ExceptionHandler
    void full(DiskFull full, HttpServletResponse response) throws IOException {
        journal.once(Texts.get("serve.disk-full"));
        Statuses.refuse(response, Refusal.FULL);
    }

    @ExceptionHandler
    void failed(Exception failure, HttpServletResponse response) throws IOException {
        if (failure instanceof ErrorResponse known) {
            Statuses.refuse(response, Statuses.ofHttp(known.getStatusCode().value()));
            return;
        }
        // A body that is too slow or stands still is its caller's doing: a line for each would tell when somebody tried.
        if (!(failure.getCause() instanceof TimeoutException)) {
            journal.failed(failure);
        }
        Statuses.refuse(response, Refusal.LATER);
    }
}
