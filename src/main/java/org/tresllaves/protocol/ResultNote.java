package org.tresllaves.protocol;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * RESULT: a reader is done with a request; one 16-byte token for every slot of its bundles, in slot order (spec: opening). To everybody but the
 * sources concerned all tokens look random.
 */
public record ResultNote(Head head, Hash request, List<Token> tokens) implements DocketNote {
    public static final String TYPE = "tresllaves/v1/result";
    public static final int MAX_TOKENS = 3000;

    /** 16 bytes in lower-case hex: X("opened", rs, ...), or random bytes. */
    public record Token(String hex) {
        public static final int LENGTH = 16;

        public Token {
            if (HexFormat.of().parseHex(hex).length != LENGTH
                    || !HexFormat.of().formatHex(HexFormat.of().parseHex(hex)).equals(hex)) {
                throw new IllegalArgumentException("a token is 32 lower-case hex digits");
            }
        }

        public static Token of(byte[] bytes) {
            return new Token(HexFormat.of().formatHex(bytes));
        }
    }

    public ResultNote {
        tokens = List.copyOf(tokens);
    }

    static ResultNote read(Lines in) throws Malformed {
        Head head = Head.read(in);
        Hash request = in.hash(in.token("request"));
        List<Token> tokens = new ArrayList<>();
        while (in.next("token")) {
            tokens.add(Token.of(in.hex(in.token("token"), Token.LENGTH)));
            DocketNote.require(tokens.size() <= MAX_TOKENS, Flaw.TOO_MANY);
        }
        DocketNote.require(!tokens.isEmpty(), Flaw.NO_ENTRY);
        return new ResultNote(head, request, tokens);
    }

    @Override
    public String encode() {
        StringBuilder out = new StringBuilder(head.encode(TYPE)).append("request ").append(request).append('\n');
        tokens.forEach(token -> out.append("token ").append(token.hex()).append('\n'));
        return out.toString();
    }
}
