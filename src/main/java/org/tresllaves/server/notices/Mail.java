package org.tresllaves.server.notices;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** A notice by mail, one connection and one circuit for one recipient. */
record Mail(MailServer server, Letter letter) implements Notice {
    /** What every client says that does not want to say who it is (RFC 5321, 4.1.3: an address literal). */
    private static final String HELLO = "[127.0.0.1]";

    @Override
    public void send(Route route, Instant due) throws IOException {
        byte[] message = letter.bytes(due);
        route.to(server.host(), server.port(), socket -> {
            Socket way = server.security() == MailServer.Security.TLS
                    ? server.trust().wrap(socket, server.host(), server.port())
                    : socket;
            try {
                hand(message, way);
            } catch (MessagingException e) {
                throw new IOException("mail was not taken", e);
            }
        });
    }

    private void hand(byte[] message, Socket way) throws MessagingException {
        Session session = Session.getInstance(properties());
        Optional<MailServer.Login> login = server.login();
        // The library gets no host name to look up: it is handed a socket that is connected already.
        URLName who = new URLName("smtp", null, -1, null, login.map(MailServer.Login::user).orElse(null),
                login.map(MailServer.Login::password).orElse(null));
        SMTPTransport transport = new SMTPTransport(session, who);
        try {
            transport.connect(way);
            transport.sendMessage(new MimeMessage(session, new ByteArrayInputStream(message)),
                    new Address[]{new InternetAddress(letter.to())});
        } finally {
            hangUp(transport);
        }
    }

    /** By then the server has the mail or has said why not; how it takes a goodbye changes neither. */
    private static void hangUp(SMTPTransport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            // The socket is closed all the same.
        }
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.localhost", HELLO);
        properties.setProperty("mail.smtp.from", letter.from());
        properties.setProperty("mail.smtp.auth", Boolean.toString(server.login().isPresent()));
        properties.setProperty("mail.smtp.auth.mechanisms", "PLAIN LOGIN");
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
        properties.put("mail.smtp.ssl.socketFactory", server.trust().sockets());
        if (server.security() == MailServer.Security.STARTTLS) {
            properties.setProperty("mail.smtp.starttls.required", "true");
        }
        return properties;
    }

    @Override
    public String to() {
        return letter.to();
    }
}
