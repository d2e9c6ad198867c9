package org.tresllaves.server.notices;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/** A mail, byte for byte (spec: notices). Of one length for one recipient on every day; on one day the same whatever the day brought. */
record Letter(String from, String to, Wording wording) {
    private static final DateTimeFormatter DATE = DateTimeFormatter
            .ofPattern("EEE, dd MMM yyyy HH:mm:ss 'Z'", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final int ID = 16;

    byte[] bytes(Instant due) {
        String date = DATE.format(due).replace("Z", "+0000");
        String head = String.join("\r\n", "Date: " + date, "From: " + from, "To: " + to,
                "Message-ID: <" + id(date) + from.substring(from.lastIndexOf('@')) + ">",
                "Subject: " + MimeUtility.fold("Subject: ".length(), subject()), "MIME-Version: 1.0",
                "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable",
                "Auto-Submitted: auto-generated", "", "");
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        all.writeBytes(body());
        return all.toByteArray();
    }

    private String subject() {
        try {
            return MimeUtility.encodeText(wording.subject(), "utf-8", "Q");
        } catch (IOException e) {
            throw new IllegalStateException("every JDK has UTF-8", e);
        }
    }

    private byte[] body() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (OutputStream encoder = MimeUtility.encode(body, "quoted-printable")) {
            encoder.write((wording.body() + "\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException | MessagingException e) {
            throw new IllegalStateException("writing to memory", e);
        }
        return body.toByteArray();
    }

    /** Anybody can compute it from what the mail says anyway: no counter, no clock, no host name. */
    private String id(String date) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((from + "\n" + to + "\n" + date).getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(Arrays.copyOf(hash, ID));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
