package org.tresllaves.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/** What notices are sent to in tests: a mail server and a taker of POSTs, both real, with TLS, on loopback; what arrives is kept byte for byte. */
final class Receivers {
    private Receivers() {
    }

    /** One mail as it came over the wire. */
    record Arrived(String hello, String from, String to, String text) {
    }

    /** A certificate for this name that vouches for itself. */
    static HeldCertificate named(String host) {
        return new HeldCertificate.Builder().addSubjectAlternativeName(host).ecdsa256().build();
    }

    static SSLContext context(HeldCertificate certificate) {
        return new HandshakeCertificates.Builder().heldCertificate(certificate).build().sslContext();
    }

    static Path pem(Path file, HeldCertificate... certificates) throws IOException {
        return Files.write(file, Arrays.stream(certificates).map(HeldCertificate::certificatePem).toList());
    }

    /** Mail by implicit TLS, by STARTTLS or in clear, to who has the password or to anybody. */
    static final class MailBox implements AutoCloseable {
        enum Way {
            TLS, STARTTLS, CLEAR
        }

        private final BlockingQueue<Arrived> arrived = new LinkedBlockingQueue<>();
        private final SMTPServer server;

        MailBox(Way way, HeldCertificate certificate, boolean login) {
            SMTPServer.Builder builder = SMTPServer.port(0).bindAddress(InetAddress.getLoopbackAddress())
                    .hostName("mail.example.org").insertReceivedHeaders(false).requireAuth(login)
                    .messageHandler((context, from, to, data) -> arrived.add(new Arrived(
                            context.getHelo().orElse(""), from, to, new String(data, StandardCharsets.ISO_8859_1))));
            if (login) {
                builder = builder.authenticationHandlerFactory(
                        new EasyAuthenticationHandlerFactory((user, password, context) -> {
                            if (!user.equals("notices") || !password.equals("correct horse")) {
                                throw new LoginFailedException("no");
                            }
                        }));
            }
            server = switch (way) {
                case TLS -> builder.serverSocketFactory(context(certificate)).build();
                case STARTTLS -> builder.enableTLS().requireTLS().startTlsSocketFactory(context(certificate)).build();
                case CLEAR -> builder.build();
            };
            server.start();
        }

        int port() {
            return server.getPortAllocated();
        }

        Arrived next() throws InterruptedException {
            return next(Duration.ofSeconds(20));
        }

        Arrived next(Duration patience) throws InterruptedException {
            Arrived mail = arrived.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (mail == null) {
                throw new AssertionError("no mail in " + patience);
            }
            return mail;
        }

        List<Arrived> rest() {
            return List.copyOf(arrived);
        }

        @Override
        public void close() {
            server.stop();
        }
    }

    /** Takes POSTs over TLS and answers with this status. */
    static final class Posts implements AutoCloseable {
        private final BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
        private final ServerSocket listen;
        private final int status;

        Posts(HeldCertificate certificate, int status) throws IOException {
            this.status = status;
            listen = context(certificate).getServerSocketFactory().createServerSocket(0, 10,
                    InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(this::accept);
        }

        int port() {
            return listen.getLocalPort();
        }

        String next() throws InterruptedException {
            String request = arrived.poll(20, TimeUnit.SECONDS);
            if (request == null) {
                throw new AssertionError("no request in twenty seconds");
            }
            return request;
        }

        List<String> rest() {
            return List.copyOf(arrived);
        }

        private void accept() {
            while (!listen.isClosed()) {
                try (Socket socket = listen.accept()) {
                    arrived.add(request(socket.getInputStream()));
                    socket.getOutputStream().write(("HTTP/1.1 " + status + " x\r\nContent-Length: 0\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    // A caller who does not like the certificate, or the end.
                }
            }
        }

        private static String request(InputStream in) throws IOException {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            while (!all.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    throw new IOException("cut off");
                }
                all.write(next);
            }
            String head = all.toString(StandardCharsets.US_ASCII);
            int length = Integer.parseInt(head.replaceAll("(?s).*Content-Length: (\\d+)\r\n.*", "$1"));
            return head + new String(in.readNBytes(length), StandardCharsets.US_ASCII);
        }

        @Override
        public void close() throws IOException {
            listen.close();
        }
    }
}
