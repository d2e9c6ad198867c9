package org.tresllaves.server;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.tresllaves.protocol.Refusal;
import org.tresllaves.server.access.FixedHeaders;

/** Jetty's own errors, for requests that no filter ever sees, told in the one shape all refusals have. */
final class FixedErrors implements Request.Handler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Refusal refusal = Statuses.ofHttp(response.getStatus());
        response.setStatus(Statuses.of(refusal));
        addHeaders(response);
        if (refusal == Refusal.LOGIN) {
            response.getHeaders().put(Statuses.AUTHENTICATE, Statuses.BEARER);
        }
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Statuses.TYPE);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, Refusal.LENGTH);
        response.write(true, ByteBuffer.wrap(refusal.body()), callback);
        return true;
    }

    static void addHeaders(Response response) {
        FixedHeaders.ALL.forEach(header -> response.getHeaders().put(header.getKey(), header.getValue()));
    }
}
