package org.tresllaves.server.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.tresllaves.protocol.Hash;

/** Turns {@code Authorization: Bearer <token>} into the person whose session it is, if it still is on the roster. The name is its {@code who} in hex. */
final class Bearer extends OncePerRequestFilter {
    private static final String SCHEME = "Bearer ";
    /** 32 bytes in base64url without padding. */
    private static final int LENGTH = 43;

    private final Sessions sessions;
    private final Roll roll;

    Bearer(Sessions sessions, Roll roll) {
        this.sessions = sessions;
        this.roll = roll;
    }

    static Optional<byte[]> token(HttpServletRequest request) {
        String header = Optional.ofNullable(request.getHeader("Authorization")).orElse("");
        if (!header.startsWith(SCHEME) || header.length() != SCHEME.length() + LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(Base64.getUrlDecoder().decode(header.substring(SCHEME.length())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        token(request).flatMap(sessions::who).ifPresent(this::enter);
        chain.doFilter(request, response);
    }

    private void enter(Hash who) {
        roll.find(who).ifPresent(entry -> {
            var authority = new SimpleGrantedAuthority("ROLE_" + entry.role().name());
            var person = UsernamePasswordAuthenticationToken.authenticated(who.hex(), "", List.of(authority));
            var context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(person);
            SecurityContextHolder.setContext(context);
        });
    }
}
