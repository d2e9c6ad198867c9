package org.tresllaves.server.access;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.tresllaves.protocol.Refusal;

/** Writes the fixed answer of a refusal; which status that is, is decided in one place, by the server. */
@FunctionalInterface
public interface Refuser {
    void refuse(HttpServletResponse response, Refusal refusal) throws IOException;
}
