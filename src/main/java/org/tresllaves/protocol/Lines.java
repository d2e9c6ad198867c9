package org.tresllaves.protocol;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Reads a text of lines of tokens, the form of all our notes: every line ends in a newline, tokens are separated by exactly one space, numbers are
 * decimal without leading zeros, hex is lower case. All flaws but one are the caller's: an ill-formed line is {@code shape}.
 */
final class Lines {
    private final List<String> lines;
    private final Flaw shape;
    private int at;

    Lines(String text, int maxBytes, Flaw tooLong, Flaw shape) throws Malformed {
        if (text.length() > maxBytes || text.getBytes(StandardCharsets.UTF_8).length > maxBytes) {
            throw new Malformed(tooLong);
        }
        if (!text.endsWith("\n")) {
            throw new Malformed(shape);
        }
        this.lines = List.of(text.substring(0, text.length() - 1).split("\n", -1));
        this.shape = shape;
    }

    /** The next line whole. */
    String line() throws Malformed {
        if (at == lines.size()) {
            throw new Malformed(shape);
        }
        return lines.get(at++);
    }

    /** Whether the next line begins with this word and a space. */
    boolean next(String word) {
        return at < lines.size() && lines.get(at).startsWith(word + " ");
    }

    /** The tokens after the word of the next line, exactly {@code count}. */
    List<String> tokens(String word, int count) throws Malformed {
        String[] tokens = line().split(" ", -1);
        if (tokens.length != count + 1 || !tokens[0].equals(word)) {
            throw new Malformed(shape);
        }
        for (String token : tokens) {
            if (token.isEmpty()) {
                throw new Malformed(shape);
            }
        }
        return List.of(tokens).subList(1, tokens.length);
    }

    /** The only token after the word of the next line. */
    String token(String word) throws Malformed {
        return tokens(word, 1).getFirst();
    }

    /** All lines that are left. */
    List<String> rest() {
        List<String> rest = new ArrayList<>(lines.subList(at, lines.size()));
        at = lines.size();
        return List.copyOf(rest);
    }

    void end() throws Malformed {
        if (at != lines.size()) {
            throw new Malformed(shape);
        }
    }

    /** A decimal number without sign or leading zeros, between 0 and {@code max}. */
    long number(String token, long max) throws Malformed {
        boolean digits = !token.isEmpty() && token.length() <= 12 && token.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits || token.length() > 1 && token.startsWith("0") || Long.parseLong(token) > max) {
            throw new Malformed(shape);
        }
        return Long.parseLong(token);
    }

    /** Exactly {@code length} bytes in lower-case hex. */
    byte[] hex(String token, int length) throws Malformed {
        boolean digits = token.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
        if (!digits || token.length() != 2 * length) {
            throw new Malformed(shape);
        }
        return HexFormat.of().parseHex(token);
    }

    Hash hash(String token) throws Malformed {
        return Hash.of(hex(token, Hash.LENGTH));
    }

    /** A hash, or "-" for none. */
    Optional<Hash> optionalHash(String token) throws Malformed {
        return token.equals("-") ? Optional.empty() : Optional.of(hash(token));
    }

    byte[] base64(String token, int length) throws Malformed {
        byte[] bytes = Base64s.decode(token, shape);
        if (bytes.length != length) {
            throw new Malformed(shape);
        }
        return bytes;
    }

    /** {@code YYYY-MM-DD}. */
    LocalDate date(String token) throws Malformed {
        try {
            LocalDate date = LocalDate.parse(token);
            if (date.toString().equals(token) && token.length() == 10) {
                return date;
            }
        } catch (DateTimeParseException e) {
            throw new Malformed(shape);
        }
        throw new Malformed(shape);
    }
}
