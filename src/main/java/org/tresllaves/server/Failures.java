package org.tresllaves.server;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Refusal;
import org.tresllaves.protocol.Refused;

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
    @ExceptionHandler(org.eclipse.jetty.io.EofException.class)
    void gone() {
        // nothing to do
    }

    @ExceptionHandler
    void failed(Exception failure, HttpServletResponse response) throws IOException {
        if (failure instanceof ErrorResponse known) {
            Statuses.refuse(response, Statuses.ofHttp(known.getStatusCode().value()));
            return;
        }
        journal.failed(failure);
        Statuses.refuse(response, Refusal.LATER);
    }
}
