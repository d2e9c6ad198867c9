package org.tresllaves.onion;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A version 3 service as Tor is asked to keep it: proof-of-work against floods, at most 32 streams a circuit (a circuit above that is closed), and, if
 * there are clients, nobody else.
 *
 * @param seed    the service's Ed25519 seed, 32 bytes; its owner erases it
 * @param address what its public key makes
 * @param target  where Tor leads callers: {@code unix:/path} or {@code 127.0.0.1:8480}
 */
public record OnionService(byte[] seed, OnionAddress address, String target) {
    public static final int SEED = 32;
    public static final int MAX_STREAMS = 32;

    public OnionService {
        if (seed.length != SEED || !target.matches("unix:/[^ \"\\\\]+|127\\.0\\.0\\.1:\\d{1,5}")) {
            throw new IllegalArgumentException("a seed of 32 bytes and a local target");
        }
    }

    /** Publishes it for everybody, for as long as the connection lives. */
    public void add(Control control) throws IOException {
        ask(control, "DiscardPK,MaxStreamsCloseCircuit", "");
    }

    /** Publishes it for those who hold the other halves of these keys, at least one, and for nobody else. */
    public void addFor(Control control, List<byte[]> clients) throws IOException {
        if (clients.isEmpty()) {
            throw new IllegalArgumentException("a service without clients would be open to everybody");
        }
        String keys = clients.stream().map(key -> " ClientAuthV3=" + ClientKey.listed(key))
                .collect(Collectors.joining());
        ask(control, "DiscardPK,MaxStreamsCloseCircuit,V3Auth", keys);
    }

    private void ask(Control control, String flags, String clients) throws IOException {
        List<String> answer = control.ask("ADD_ONION ED25519-V3:" + Base64.getEncoder().encodeToString(expanded())
                + " Flags=" + flags + " MaxStreams=" + MAX_STREAMS + " PoWDefensesEnabled=1 Port=80," + target
                + clients);
        if (!Control.value(answer, "ServiceID").equals(address.id())) {
            throw new TorFailure(TorFailure.Reason.CONTROL_REFUSED, "ServiceID");
        }
    }

    /** Takes it down; who is connected stays so. */
    public void remove(Control control) throws IOException {
        control.ask("DEL_ONION " + address.id());
    }

    /** The form in which Tor keeps an Ed25519 key: SHA-512 of the seed, clamped (RFC 8032, 5.1.5). */
    public byte[] expanded() {
        try {
            byte[] expanded = MessageDigest.getInstance("SHA-512").digest(seed);
            expanded[0] &= (byte) 248;
            expanded[31] &= 63;
            expanded[31] |= 64;
            return expanded;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-512", e);
        }
    }

    @Override
    public String toString() {
        return "(service " + address + ")";
    }
}
