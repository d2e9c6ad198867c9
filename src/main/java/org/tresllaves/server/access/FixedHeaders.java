package org.tresllaves.server.access;

import java.util.List;
import java.util.Map;

/**
 * The headers every answer carries, the answers to malformed requests included: always the same ones in the same order (spec: api). None of them says
 * who answers, when, or in which version; none lets a client keep something that would change its next request.
 */
public final class FixedHeaders {
    /** Name and value. Nothing is ever loaded into a page from here, so a page may do nothing. */
    public static final List<Map.Entry<String, String>> ALL = List.of(Map.entry("Cache-Control", "no-store"), Map
            .entry("Content-Security-Policy",
                    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
            Map.entry("Cross-Origin-Embedder-Policy", "require-corp"),
            Map.entry("Cross-Origin-Opener-Policy", "same-origin"),
            Map.entry("Cross-Origin-Resource-Policy", "same-origin"),
            Map.entry("Permissions-Policy", "camera=(), display-capture=(), geolocation=(), microphone=()"),
            Map.entry("Referrer-Policy", "no-referrer"), Map.entry("X-Content-Type-Options", "nosniff"),
            Map.entry("X-Frame-Options", "DENY"));

    private FixedHeaders() {
    }
}
