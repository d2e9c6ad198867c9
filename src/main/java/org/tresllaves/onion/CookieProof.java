package org.tresllaves.onion;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The log-in at a control port, which afterwards gets private keys: SAFECOOKIE, which shows the cookie to nobody and finds out a port that only plays Tor,
 * with a cookie that no stranger can have written or read; or nothing, where Tor asks for nothing at a unix socket that no stranger can have put there. A
 * plain COOKIE would be shown to whoever asks for it, and of passwords we keep none: such ports are refused.
 */
final class CookieProof {
    private static final int COOKIE = 32;
    private static final Pattern METHODS = Pattern
            .compile("AUTH METHODS=([A-Z,]+)(?: COOKIEFILE=\"((?:[^\"\\\\]|\\\\.)*)\")?.*");
    private static final String TOR_KNOWS = "Tor safe cookie authentication server-to-controller hash";
    private static final String WE_KNOW = "Tor safe cookie authentication controller-to-server hash";

    private final Control control;
    private final Owners owners;
    private final SecureRandom random;

    CookieProof(Control control, Owners owners, SecureRandom random) {
        this.control = control;
        this.owners = owners;
        this.random = random;
    }

    void give() throws IOException {
        Matcher offered = control.ask("PROTOCOLINFO 1").stream().map(METHODS::matcher).filter(Matcher::matches)
                .findFirst().orElseThrow(() -> closed("no methods"));
        List<String> methods = List.of(offered.group(1).split(","));
        if (methods.contains("NULL") && owners.vouched()) {
            control.ask("AUTHENTICATE");
            return;
        }
        if (!methods.contains("SAFECOOKIE") || offered.group(2) == null) {
            throw closed(offered.group(1));
        }
        byte[] cookie = cookie(unescape(offered.group(2)));
        control.ask("AUTHENTICATE " + HexFormat.of().formatHex(proof(cookie)));
    }

    private byte[] proof(byte[] cookie) throws IOException {
        byte[] ours = new byte[COOKIE];
        random.nextBytes(ours);
        String answer = control.ask("AUTHCHALLENGE SAFECOOKIE " + HexFormat.of().formatHex(ours)).getFirst();
        Matcher parts = Pattern.compile("AUTHCHALLENGE SERVERHASH=([0-9A-Fa-f]{64}) SERVERNONCE=([0-9A-Fa-f]+)")
                .matcher(answer);
        if (!parts.matches() || parts.group(2).length() % 2 != 0) {
            throw closed("challenge");
        }
        byte[] theirs = HexFormat.of().parseHex(parts.group(2));
        byte[] shown = HexFormat.of().parseHex(parts.group(1));
        if (!MessageDigest.isEqual(shown, mac(TOR_KNOWS, cookie, ours, theirs))) {
            throw closed("it does not know its own cookie");
        }
        return mac(WE_KNOW, cookie, ours, theirs);
    }

    private static byte[] mac(String key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    private byte[] cookie(String file) throws TorFailure {
        try {
            Path path = Path.of(file).toRealPath();
            if (owners.keep(path)) {
                try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
                    byte[] cookie = in.readNBytes(COOKIE + 1);
                    if (cookie.length == COOKIE) {
                        return cookie;
                    }
                }
            }
        } catch (IOException | RuntimeException e) {
            // Said below: it cannot be read.
        }
        throw closed(file);
    }

    private static String unescape(String quoted) {
        return quoted.replaceAll("\\\\(.)", "$1");
    }

    private static TorFailure closed(String about) {
        return new TorFailure(TorFailure.Reason.CONTROL_CLOSED, about);
    }
}
