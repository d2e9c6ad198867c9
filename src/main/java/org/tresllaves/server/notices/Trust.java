package org.tresllaves.server.notices;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import java.net.Socket;

/** Whose certificates count: the JDK's list, or only those of a file. The name in a certificate is always checked; there is no way to turn that off. */
final class Trust {
    private final TrustManagerFactory managers;

    private Trust(TrustManagerFactory managers) {
        this.managers = managers;
    }

    static Trust ofJdk() {
        try {
            return of(Optional.empty());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has a list of authorities", e);
        }
    }

    /** Certificates in PEM, of authorities or of servers themselves. */
    static Trust ofFile(Path pem) throws IOException {
        try (InputStream in = Files.newInputStream(pem)) {
            Collection<? extends Certificate> certificates = CertificateFactory.getInstance("X.509")
                    .generateCertificates(in);
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (Certificate certificate : certificates) {
                store.setCertificateEntry(Integer.toString(store.size()), certificate);
            }
            if (store.size() == 0) {
                throw new IOException("no certificate in the file");
            }
            return of(Optional.of(store));
        } catch (GeneralSecurityException e) {
            throw new IOException("not a file of certificates", e);
        }
    }

    private static Trust of(Optional<KeyStore> store) throws GeneralSecurityException {
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store.orElse(null));
        return new Trust(managers);
    }

    /** A factory that shares no session with any other: resuming one would tell a server that two circuits are one caller. */
    SSLSocketFactory sockets() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has TLS", e);
        }
    }

    /** TLS over a connected socket, done shaking hands: the certificate is valid and names this host. */
    SSLSocket wrap(Socket plain, String host, int port) throws IOException {
        SSLSocket secured = (SSLSocket) sockets().createSocket(plain, host, port, true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setProtocols(new String[]{"TLSv1.3", "TLSv1.2"});
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }
}
