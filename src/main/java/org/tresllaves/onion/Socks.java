package org.tresllaves.onion;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The three steps of SOCKS5 (RFC 1928, 1929) that Tor needs: greeting, user and password, and a name that Tor resolves, never an address. */
final class Socks {
    private static final int VERSION = 5;
    private static final int USER_PASSWORD = 2;
    private static final int CONNECT = 1;
    private static final int NAME = 3;

    private Socks() {
    }

    /** Says hello. True if what listens there is SOCKS5 and takes a user and a password, as every Tor does. */
    static boolean greet(InputStream in, OutputStream out) throws IOException {
        out.write(new byte[]{VERSION, 1, USER_PASSWORD});
        out.flush();
        byte[] answer = in.readNBytes(2);
        return answer.length == 2 && answer[0] == VERSION && answer[1] == USER_PASSWORD;
    }

    /** Asks for the host, on this circuit. When it returns, the streams lead there. */
    static void connect(InputStream in, OutputStream out, String to, int port, Circuit circuit)
            throws IOException {
        if (!greet(in, out)) {
            throw new TorFailure(TorFailure.Reason.NOT_TOR, "");
        }
        DataInputStream answers = new DataInputStream(in);
        out.write(login(circuit));
        out.flush();
        answers.readUnsignedByte();
        if (answers.readUnsignedByte() != 0) {
            throw new TorFailure(TorFailure.Reason.NOT_TOR, "");
        }
        out.write(request(to, port));
        out.flush();
        int version = answers.readUnsignedByte();
        int reply = answers.readUnsignedByte();
        if (version != VERSION) {
            throw new TorFailure(TorFailure.Reason.NOT_TOR, "");
        }
        if (reply != 0) {
            throw new TorFailure(TorFailure.Reason.ofReply(reply), Integer.toHexString(reply));
        }
        answers.readUnsignedByte();
        skipBound(answers);
    }

    private static byte[] login(Circuit circuit) {
        byte[] user = circuit.user().getBytes(StandardCharsets.US_ASCII);
        byte[] password = circuit.password().getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(3 + user.length + password.length).put((byte) 1).put((byte) user.length).put(user)
                .put((byte) password.length).put(password).array();
    }

    private static byte[] request(String to, int port) {
        byte[] host = to.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(7 + host.length).put((byte) VERSION).put((byte) CONNECT).put((byte) 0)
                .put((byte) NAME).put((byte) host.length).put(host).putShort((short) port).array();
    }

    /** The address and port Tor says it bound, which mean nothing. */
    private static void skipBound(DataInputStream answers) throws IOException {
        int length = switch (answers.readUnsignedByte()) {
            case 1 -> 4;
            case 3 -> answers.readUnsignedByte();
            case 4 -> 16;
            default -> throw new TorFailure(TorFailure.Reason.NOT_TOR, "");
        };
        answers.readFully(new byte[length + 2]);
    }
}
