package org.tresllaves.server;

import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import org.eclipse.jetty.ee11.webapp.WebAppContext;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.unixdomain.server.UnixDomainServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.tresllaves.server.access.Door;

/** Jetty as this server needs it: local, silent about itself, and patient with many slow callers. */
final class Web {
    private Web() {
    }

    static JettyServletWebServerFactory factory(Settings settings) {
        int port = settings.listen().first() instanceof Listen.Port chosen ? chosen.number() : 0;
        JettyServletWebServerFactory factory = new JettyServletWebServerFactory(port);
        factory.setAddress(InetAddress.getLoopbackAddress());
        factory.setRegisterDefaultServlet(false);
        // Jetty's default of 200 would be a limit for virtual threads too, and 200 slow callers would starve everybody.
        factory.setThreadPool(new VirtualThreadPool(Settings.MAX_CONNECTIONS));
        factory.addServerCustomizers(server -> customize(server, settings));
        return factory;
    }

    private static void customize(Server server, Settings settings) {
        server.setErrorHandler(new FixedErrors());
        Collection<WebAppContext> contexts = server.getDescendants(WebAppContext.class);
        contexts.forEach(context -> {
            context.setErrorHandler(new FixedErrors());
            // There are no files here to protect, and Jetty would answer for these paths with a page of its own.
            context.setProtectedTargets(new String[0]);
        });
        server.insertHandler(new LeastRate(Settings.MIN_RATE, settings.patience()));
        server.insertHandler(new Headed());
        server.insertHandler(new Doors());
        AbstractConnector first = settings.listen().first() instanceof Listen.Socket socket
                ? connector(server, socket)
                : (AbstractConnector) server.getConnectors()[0];
        if (settings.listen() instanceof Listen.Two two) {
            AbstractConnector docket = connector(server, two.docket());
            first.setName(Door.SOURCES.name());
            docket.setName(Door.DOCKET.name());
            server.setConnectors(new Connector[]{first, docket});
        } else {
            first.setName(Door.BOTH.name());
            server.setConnectors(new Connector[]{first});
        }
        for (Connector connector : server.getConnectors()) {
            ((AbstractConnector) connector).setIdleTimeout(Settings.IDLE.toMillis());
            if (connector instanceof ServerConnector port) {
                port.setAcceptedSendBufferSize(Settings.SEND_BUFFER);
            }
            connector.getConnectionFactories().stream().filter(HttpConnectionFactory.class::isInstance)
                    .map(HttpConnectionFactory.class::cast).forEach(http -> quiet(http.getHttpConfiguration()));
        }
    }

    private static AbstractConnector connector(Server server, Listen.One listen) {
        HttpConnectionFactory http = new HttpConnectionFactory(new HttpConfiguration());
        return switch (listen) {
            case Listen.Socket socket -> {
                UnixDomainServerConnector connector = new UnixDomainServerConnector(server, http);
                connector.setUnixDomainPath(socket.path());
                connector.setAcceptedSendBufferSize(Settings.SEND_BUFFER);
                yield connector;
            }
            case Listen.Port port -> {
                ServerConnector connector = new ServerConnector(server, http);
                connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
                connector.setPort(port.number());
                yield connector;
            }
        };
    }

    private static void quiet(HttpConfiguration http) {
        http.setSendDateHeader(false);
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setHttpCompliance(HttpCompliance.RFC9110);
        http.setCustomizers(List.of());
        http.setRequestHeaderSize(Settings.HEADER_LIMIT);
        http.setPersistentConnectionsEnabled(true);
    }

    /** Puts the fixed headers on every answer before anybody else writes one. */
    private static final class Headed extends Handler.Wrapper {
        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            FixedErrors.addHeaders(response);
            return super.handle(request, response, callback);
        }
    }
}
