package org.tresllaves.server;

import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.tresllaves.server.access.Door;

/** Writes on each request which listener it came in by. A listener's name is its door's. */
final class Doors extends Handler.Wrapper {
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Connector connector = request.getConnectionMetaData().getConnector();
        request.setAttribute(Door.ATTRIBUTE, Door.valueOf(connector.getName()));
        return super.handle(request, response, callback);
    }
}
