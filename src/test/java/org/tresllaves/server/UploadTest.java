package org.tresllaves.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tresllaves.crypto.Derive;
import org.tresllaves.crypto.EnvelopeKeys;
import org.tresllaves.protocol.Bucket;
import org.tresllaves.protocol.Eid;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Header;
import org.tresllaves.protocol.Label;
import org.tresllaves.server.intake.Capacity;

/** Envelopes over the wire, five hundred of them slowly and at once, and what people of the roster then get of them: attack 24. */
final class UploadTest {
    private static final int SLOW = 500;

    @TempDir
    Path dir;

    record Sent(Eid eid, byte[] segment, Hash w) {
        String path() {
            return "/v1/upload/" + eid.hex();
        }

        byte[] digest() {
            return Derive.sha256().digest(segment);
        }

        byte[] head() {
            return ("PUT " + path() + "/0 HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: " + segment.length
                    + "\r\nContent-Digest: sha-256=:" + Base64.getEncoder().encodeToString(digest()) + ":\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
        }
    }

    static Sent sealed(Trial trial) {
        Eid eid = Eid.of(trial.random().bytes(Eid.LENGTH));
        byte[] prefix = new Header.Prefix(trial.chain().panelId(), trial.chain().last().hash(), eid, 5, 6, 7).encode();
        byte[] rest = trial.random().bytes((int) Bucket.KIB_64.length() - prefix.length);
        return new Sent(eid, Derive.concat(prefix, rest), Hash.of(trial.random().bytes(32)));
    }

    static Raw.Answer announce(Trial trial, Sent sent) throws Exception {
        byte[] body = Derive.concat(new byte[]{0}, trial.chain().last().hash().bytes());
        return Raw.call(trial.server().port(), "POST", sent.path(), Map.of(), Optional.of(body));
    }

    static Raw.Answer commit(Trial trial, Sent sent) throws Exception {
        Hash envelope = EnvelopeKeys.envelopeHash(List.of(Hash.of(sent.digest())));
        Hash rtag = Derive.h(Label.RTAG, sent.w().bytes());
        return Raw.call(trial.server().port(), "POST", sent.path() + "/commit", Map.of(),
                Optional.of(Derive.concat(envelope.bytes(), rtag.bytes())));
    }

    @Test
    void fiveHundredSlowUploadsAllArriveAndSmallCallsDoNotWait() throws Exception {
        try (Trial trial = Trial.start(dir, new Listen.Port(0))) {
            trial.server().grow(new Capacity(SLOW + 8, 0, 0));
            List<Sent> all = new ArrayList<>();
            List<Socket> sockets = new ArrayList<>();
            for (int i = 0; i < SLOW; i++) {
                Sent sent = sealed(trial);
                assertThat(announce(trial, sent).status()).isEqualTo(200);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), trial.server().port());
                socket.getOutputStream().write(sent.head());
                socket.getOutputStream().write(sent.segment(), 0, 1000);
                all.add(sent);
                sockets.add(socket);
            }
            Sent small = sealed(trial);
            assertThat(announce(trial, small).status()).isEqualTo(200);
            assertThat(Raw.send(trial.server().port(), Derive.concat(small.head(), small.segment())).status())
                    .isEqualTo(204);
            assertThat(commit(trial, small).status()).as("while five hundred are under way").isEqualTo(200);
            for (int i = 0; i < SLOW; i++) {
                byte[] segment = all.get(i).segment();
                sockets.get(i).getOutputStream().write(segment, 1000, segment.length - 1000);
            }
            for (int i = 0; i < SLOW; i++) {
                try (Socket socket = sockets.get(i); InputStream in = socket.getInputStream()) {
                    assertThat(Raw.read(in).status()).isEqualTo(204);
                }
                assertThat(commit(trial, all.get(i)).status()).isEqualTo(200);
            }
            fetch(trial, small);
            assertThat(trial.said()).isEmpty();
        }
    }

    /** Before its batch is published there is no report for anybody; afterwards for people of the roster. */
    private static void fetch(Trial trial, Sent sent) throws Exception {
        byte[] ana = trial.login("Ana");
        String path = "/v1/docket/envelope/" + sent.eid().hex();
        assertThat(trial.get(ana, path + "/0").status()).isEqualTo(404);
        assertThat(trial.get(ana, "/v1/docket/day-key/0").status()).isEqualTo(404);
        trial.publish();
        assertThat(trial.get(ana, path + "/0").body()).isEqualTo(sent.segment());
        assertThat(trial.get(ana, path + "/digests").body()).isEqualTo(sent.digest());
        assertThat(trial.get(ana, path + "/1").status()).isEqualTo(404);
        assertThat(trial.get(trial.login("Rita"), path + "/0").body()).isEqualTo(sent.segment());
        assertThat(Raw.get(trial.server().port(), path + "/0").status()).isEqualTo(401);
        assertThat(trial.get(ana, "/v1/docket/day-key/0").body()).hasSize(1168);
        int port = trial.server().port();
        assertThat(Raw.call(port, "POST", "/v1/withdraw", Map.of(),
                Optional.of(Derive.concat(sent.eid().bytes(), new byte[32]))).status()).isNotEqualTo(204);
        assertThat(Raw.call(port, "POST", "/v1/withdraw", Map.of(),
                Optional.of(Derive.concat(sent.eid().bytes(), sent.w().bytes()))).status()).isEqualTo(204);
        assertThat(trial.get(ana, path + "/0").status()).isEqualTo(404);
    }
}
