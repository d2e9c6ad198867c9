package org.tresllaves.tlog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.VerifierKey;

/**
 * Which logs a panel keeps and which witnesses must have cosigned (C2SP tlog-policy, in the one spelling rosters allow; spec: roster, "Policy"). A
 * quorum of {@code none} means unwitnessed: freshness is the server's word.
 */
public record Policy(List<Log> logs, List<Witness> witnesses, List<Group> groups, String quorum) {
    public static final String NONE = "none";
    private static final int MAX = 32;

    /** What can be wrong with a policy. */
    public enum Flaw implements org.tresllaves.protocol.Flaw {
        LINE, VKEY, KEY_TYPE, SAME_KEY, NAME, UNKNOWN_NAME, USED_TWICE, THRESHOLD, TOO_MANY, LOGS, QUORUM
    }

    /** The three logs of a panel, which stand in this order. */
    public enum Origin {
        ROSTER("/roster"), INTAKE("/intake"), DOCKET("/docket");

        private final String suffix;

        Origin(String suffix) {
            this.suffix = suffix;
        }

        public String suffix() {
            return suffix;
        }
    }

    /** A log: its key, named by its origin, and optionally where it is. */
    public record Log(VerifierKey key, Optional<String> url) {
    }

    /** A witness under the name the policy gives it. */
    public record Witness(String name, VerifierKey key, Optional<String> url) {
    }

    /** A group is met when {@code threshold} of its members are. */
    public record Group(String name, String count, List<String> members) {
        int threshold() {
            return switch (count) {
                case "all" -> members.size();
                case "any" -> 1;
                default -> Integer.parseInt(count);
            };
        }
    }

    public Policy {
        logs = List.copyOf(logs);
        witnesses = List.copyOf(witnesses);
        groups = List.copyOf(groups);
    }

    /** Parses the lines after a roster's {@code policy}. */
    public static Policy parse(List<String> lines) throws Malformed {
        Parser parser = new Parser();
        for (String line : lines) {
            parser.take(line.split(" ", -1));
        }
        return parser.finish();
    }

    /** The lines {@link #parse} reads. */
    public List<String> encode() {
        List<String> out = new ArrayList<>();
        logs.forEach(log -> out.add("log " + log.key().encode() + url(log.url())));
        witnesses.forEach(w -> out.add("witness " + w.name() + " " + w.key().encode() + url(w.url())));
        groups.forEach(g -> out.add("group " + g.name() + " " + g.count() + " " + String.join(" ", g.members())));
        out.add("quorum " + quorum);
        return out;
    }

    /** The key of one of the three logs. */
    public VerifierKey log(Origin origin) {
        return logs.get(origin.ordinal()).key();
    }

    /** Whether no cosignature is asked for, so that every client has to say "unwitnessed". */
    public boolean isUnwitnessed() {
        return quorum.equals(NONE);
    }

    /** Whether cosignatures by these witnesses, by name, are enough. */
    public boolean isMetBy(Set<String> cosigners) {
        Set<String> met = new HashSet<>(cosigners);
        met.retainAll(witnesses.stream().map(Witness::name).toList());
        for (Group group : groups) {
            if (group.members().stream().filter(met::contains).count() >= group.threshold()) {
                met.add(group.name());
            }
        }
        return isUnwitnessed() || met.contains(quorum);
    }

    private static String url(Optional<String> url) {
        return url.map(u -> " " + u).orElse("");
    }

    /** Takes lines in their order: logs, witnesses, groups, one quorum. */
    private static final class Parser {
        private static final List<String> ORDER = List.of("log", "witness", "group", "quorum");
        private final List<Log> logs = new ArrayList<>();
        private final List<Witness> witnesses = new ArrayList<>();
        private final List<Group> groups = new ArrayList<>();
        private final Set<String> keys = new HashSet<>();
        /** Names defined so far, and whether a group has used them. */
        private final Map<String, Boolean> names = new HashMap<>();
        private Optional<String> quorum = Optional.empty();
        private int stage;

        void take(String[] tokens) throws Malformed {
            int now = ORDER.indexOf(tokens[0]);
            boolean full = Arrays.stream(tokens).noneMatch(token -> token.isEmpty() || token.contains("\t"));
            require(full && now >= stage && quorum.isEmpty(), Flaw.LINE);
            stage = now;
            switch (tokens[0]) {
                case "log" -> log(tokens);
                case "witness" -> witness(tokens);
                case "group" -> group(tokens);
                default -> quorum(tokens);
            }
        }

        Policy finish() throws Malformed {
            require(quorum.isPresent(), Flaw.QUORUM);
            require(logs.size() == Origin.values().length, Flaw.LOGS);
            String first = logs.getFirst().key().name();
            String common = first.substring(0, Math.max(0, first.length() - Origin.ROSTER.suffix().length()));
            for (Origin origin : Origin.values()) {
                require(!common.isEmpty() && logs.get(origin.ordinal()).key().name().equals(common + origin.suffix()),
                        Flaw.LOGS);
            }
            return new Policy(logs, witnesses, groups, quorum.get());
        }

        private void log(String[] tokens) throws Malformed {
            require(tokens.length == 2 || tokens.length == 3, Flaw.LINE);
            logs.add(new Log(key(tokens[1], VerifierKey.Type.ED25519), last(tokens, 2)));
            require(logs.size() <= MAX, Flaw.TOO_MANY);
        }

        private void witness(String[] tokens) throws Malformed {
            require(tokens.length == 3 || tokens.length == 4, Flaw.LINE);
            define(tokens[1]);
            witnesses.add(new Witness(tokens[1], key(tokens[2], VerifierKey.Type.COSIGNATURE_ED25519,
                    VerifierKey.Type.COSIGNATURE_ML_DSA_44), last(tokens, 3)));
            require(witnesses.size() <= MAX, Flaw.TOO_MANY);
        }

        private void group(String[] tokens) throws Malformed {
            require(tokens.length >= 4, Flaw.LINE);
            List<String> members = List.of(tokens).subList(3, tokens.length);
            for (String member : members) {
                require(names.containsKey(member), Flaw.UNKNOWN_NAME);
                require(!Boolean.TRUE.equals(names.put(member, true)), Flaw.USED_TWICE);
            }
            boolean word = tokens[2].equals("all") || tokens[2].equals("any");
            require(word || tokens[2].matches("[1-9][0-9]?") && Integer.parseInt(tokens[2]) <= members.size(),
                    Flaw.THRESHOLD);
            define(tokens[1]);
            groups.add(new Group(tokens[1], tokens[2], members));
            require(groups.size() <= MAX, Flaw.TOO_MANY);
        }

        private void quorum(String[] tokens) throws Malformed {
            require(tokens.length == 2, Flaw.LINE);
            require(tokens[1].equals(NONE) || names.containsKey(tokens[1]), Flaw.UNKNOWN_NAME);
            quorum = Optional.of(tokens[1]);
        }

        private void define(String name) throws Malformed {
            require(!name.equals(NONE) && names.put(name, false) == null, Flaw.NAME);
        }

        private VerifierKey key(String token, VerifierKey.Type... allowed) throws Malformed {
            VerifierKey key;
            try {
                key = VerifierKey.parse(token);
            } catch (Malformed e) {
                throw new Malformed(Flaw.VKEY);
            }
            require(List.of(allowed).contains(key.type()), Flaw.KEY_TYPE);
            require(keys.add(HexFormat.of().formatHex(key.key())), Flaw.SAME_KEY);
            return key;
        }

        private static Optional<String> last(String[] tokens, int at) {
            return tokens.length > at ? Optional.of(tokens[at]) : Optional.empty();
        }

        private static void require(boolean holds, Flaw flaw) throws Malformed {
            if (!holds) {
                throw new Malformed(flaw);
            }
        }
    }
}
