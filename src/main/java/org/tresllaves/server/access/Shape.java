package org.tresllaves.server.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.web.filter.OncePerRequestFilter;
import org.tresllaves.protocol.Refusal;

/** What no call of ours has: a path with an escape, a query, a body of unknown length, a body beyond every limit. Refused before anybody looks who is calling. */
final class Shape extends OncePerRequestFilter {
    /** Takes a whole sealed file at once, however large; it reads no more than the file says at its start, and its answers are pages. */
    static final String FORM = "/sealed";

    private final long limit;
    private final Refuser refuser;

    Shape(long limit, Refuser refuser) {
        this.limit = limit;
        this.refuser = refuser;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Refusal> flaw = flaw(request);
        if (flaw.isPresent()) {
            refuser.refuse(response, flaw.get());
        } else {
            chain.doFilter(request, response);
        }
    }

    private Optional<Refusal> flaw(HttpServletRequest request) {
        boolean body = request.getMethod().equals("POST") || request.getMethod().equals("PUT");
        long length = request.getContentLengthLong();
        if (request.getRequestURI().indexOf('%') >= 0 || request.getQueryString() != null
                || request.getHeader("Transfer-Encoding") != null
                || (body ? length < 0 : length > 0)) {
            return Optional.of(Refusal.MALFORMED);
        }
        return length > limit && !isForm(request) ? Optional.of(Refusal.LARGE) : Optional.empty();
    }

    private static boolean isForm(HttpServletRequest request) {
        return request.getMethod().equals("POST") && request.getRequestURI().equals(FORM);
    }
}
