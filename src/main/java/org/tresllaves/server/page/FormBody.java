package org.tresllaves.server.page;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tresllaves.protocol.Refusal;
import org.tresllaves.protocol.Refused;

/**
 * The body of a form with one file in it (RFC 7578), read as it comes (spec: page, "Without scripts"). Whoever reads the file knows where it ends, so the
 * boundary is never searched for, and what is in the file cannot pretend to be one.
 */
final class FormBody {
    private static final Pattern TYPE = Pattern.compile(
            "multipart/form-data; ?boundary=(?:([0-9A-Za-z'()+_,./:=?-]{1,70})|\"([0-9A-Za-z'()+_,./:=?-]{1,70})\")");
    private static final Pattern NAMED = Pattern
            .compile("(?i:content-disposition): ?form-data; ?name=\"sealed\"; ?filename=.*", Pattern.DOTALL); // a name's bytes may be any, 0x85 among them
    private static final Pattern TYPED = Pattern.compile("(?i:content-type): ?[!-~ ]*");
    private static final int HEADERS = 1024;

    private final InputStream in;
    private final String delimiter;
    private int headers;

    private FormBody(InputStream in, String delimiter) {
        this.in = in;
        this.delimiter = delimiter;
    }

    /** Reads up to the first byte of the file. */
    static FormBody open(String contentType, InputStream body) throws IOException, Refused {
        Matcher type = TYPE.matcher(contentType);
        require(type.matches());
        FormBody form = new FormBody(new BufferedInputStream(body),
                "--" + (type.group(1) == null ? type.group(2) : type.group(1)));
        require(form.line().equals(form.delimiter));
        int named = 0;
        int typed = 0;
        for (String line = form.line(); !line.isEmpty(); line = form.line()) {
            boolean isName = NAMED.matcher(line).matches();
            require(isName || TYPED.matcher(line).matches());
            named += isName ? 1 : 0;
            typed += isName ? 0 : 1;
        }
        require(named == 1 && typed <= 1);
        return form;
    }

    /** Where the file is read from; marks are kept for a few thousand bytes. */
    InputStream file() {
        return in;
    }

    /** After the file's last byte: nothing but the closing line may be left. */
    void end() throws IOException, Refused {
        byte[] closing = ("\r\n" + delimiter + "--").getBytes(StandardCharsets.US_ASCII);
        require(java.util.Arrays.equals(in.readNBytes(closing.length), closing));
        byte[] rest = in.readNBytes(3);
        require(rest.length == 0 || rest.length == 2 && rest[0] == '\r' && rest[1] == '\n');
    }

    /** One line without its CRLF; all lines before the file together are bounded. */
    private String line() throws IOException, Refused {
        StringBuilder line = new StringBuilder();
        while (true) {
            int next = in.read();
            require(next >= 0 && ++headers <= HEADERS);
            if (next == '\n') {
                require(!line.isEmpty() && line.charAt(line.length() - 1) == '\r');
                return line.substring(0, line.length() - 1);
            }
            line.append((char) next);
        }
    }

    private static void require(boolean holds) throws Refused {
        if (!holds) {
            throw new Refused(Refusal.MALFORMED);
        }
    }
}
